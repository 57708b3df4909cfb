import Testing

@testable import Mail

@Suite struct SendingTests {
    private func ready(_ capabilities: String...) -> Talk {
        var talk = Talk()
        talk.hear("220 hi\r\n")
        talk.hear("250-x\r\n" + capabilities.map { "250-\($0)\r\n" }.joined() + "250 HELP\r\n")
        talk.done = []
        return talk
    }

    @Test func saysWhatTheServerWantsToKnow() throws {
        var talk = ready("SIZE 1000", "8BITMIME", "SMTPUTF8")
        talk.send(try .to("jürgen@b.c", "ü\r\n"))
        #expect(talk.done == ["MAIL FROM:<me@a.b> SIZE=4 BODY=8BITMIME SMTPUTF8⏎"])
        talk.hear("250 ok\r\n")
        #expect(talk.done.last == "RCPT TO:<jürgen@b.c>⏎")
    }

    @Test func doesNotAskForWhatTheServerCannotDo() throws {
        var talk = ready("SIZE 3")
        talk.send(try .to("jürgen@b.c", "."))
        #expect(talk.done.last?.hasPrefix("refused needsUTF8") == true)
        talk.send(try .to("you@b.c", "four"))
        #expect(talk.done.last?.hasPrefix("refused tooLarge") == true)
        talk.send(try .to("you@b.c", "."))
        #expect(talk.done.last == "MAIL FROM:<me@a.b> SIZE=1⏎")
    }

    @Test(arguments: [(0, SMTPStep.sender), (1, .recipient), (2, .data), (3, .content)])
    func goesOnAfterARefusal(step: Int, name: SMTPStep) throws {
        for (code, isPermanent) in [(450, false), (550, true)] {
            var session = ready().session
            _ = session.send(try .to())
            for fine in ["250 ok", "250 ok", "354 go"].prefix(step) { _ = session.received(Array("\(fine)\r\n".utf8)) }
            let actions = session.received(Array("\(code) no\r\n".utf8))
            guard case .refused(let error) = actions.first, actions.count == 1 else {
                Issue.record("\(actions)")
                return
            }
            #expect(error.isPermanent == isPermanent && error.isAboutTheMessage && error.step == name && error.reply?.code == code)
            #expect(session.send(try .to()) == .write(Array("RSET\r\n".utf8)))
        }
    }

    @Test(arguments: [(0, SMTPStep.sender), (1, .recipient), (2, .data), (3, .content)])
    func knowsWhatALostConnectionMeans(step: Int, name: SMTPStep) throws {
        for isTimeout in [false, true] {
            var session = ready().session
            _ = session.send(try .to())
            for fine in ["250 ok", "250 ok", "354 go"].prefix(step) { _ = session.received(Array("\(fine)\r\n".utf8)) }
            let error = isTimeout ? session.timedOut() : session.connectionLost()
            #expect(error.step == name && !error.isPermanent && !error.isAboutTheMessage)
            #expect(error.code == (step == 3 ? .outcomeUnknown : isTimeout ? .timedOut : .connectionLost))
        }
    }

    @Test func endsWithAServerThatCloses() throws {
        var talk = ready()
        talk.hear("421 idle for too long\r\n")
        #expect(talk.done == ["close turnedAway at idle: 421 idle for too long"])
        talk = ready()
        talk.send(try .to())
        talk.hear("421 4.3.2 going down\r\n")
        #expect(talk.done.last == "close connectionLost at MAIL FROM: 421 4.3.2 going down")
    }

    @Test func takesNoStrangeAnswerForAYes() throws {
        for (step, strange) in [(0, "354 go"), (1, "334 x"), (2, "250 ok"), (3, "354 go")] {
            var talk = ready()
            talk.send(try .to())
            for fine in ["250 ok", "250 ok", "354 go"].prefix(step) { talk.hear("\(fine)\r\n") }
            talk.hear("\(strange)\r\n")
            #expect(talk.done.last?.hasPrefix("close protocolViolation") == true)
        }
    }
}
