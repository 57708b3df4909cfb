/// The commonest passwords that are long enough to pass otherwise.
enum CommonPasswords {
    /// Whether `password` is one of them, in any case and in the usual disguises: `P@ssw0rd123` is `password123`.
    static func contains(_ password: String) -> Bool {
        unmasked.contains(unmask(password.lowercased()))
    }

    private static let unmasked = Set(text.split { $0 == " " || $0 == "\n" }.map { unmask(String($0)) })

    /// Both sides go through this, so that a figure that is only a figure still matches itself.
    private static func unmask(_ lowercased: String) -> String {
        String(lowercased.map { substitutions[$0] ?? $0 })
    }

    /// The signs and figures that stand for letters.
    private static let substitutions: [Character: Character] = [
        "@": "a", "4": "a", "3": "e", "1": "i", "!": "i", "0": "o", "$": "s", "5": "s", "7": "t",
    ]

    private static let text = """
        0000000001 00112233445566778899 0101010101 0102030405 0123456789 01234567890 0123456789a 0987654321 1010101010
        10101010101 1020304050 1029384756 1111111111a 1111111112 1111122222 111222333444 1122334455 112233445566
        11223344556677 1123581321 1212121212 12121212121 1212312121 1231231231 123123123123 12344321123 1234512345
        12345123451234512345 123454321a 1234554321 1234567890 12345678900 12345678901 123456789012 1234567890123 1234567891
        12345678910 123456789123 1234567899 123456789a 123456789abc 123456789m 123456789q 123456789s 123456789z 12345678qwe
        1234567qwe 123456abcdef 123456qwerty 12345abcde 12345qwert 123abc123abc 123qwe123qwe 123qweasdzxc 1313131313
        1357924680 147147147147 1472583690 147258369a 147852369a 159357159357 1593572486 159753456852 1597534862 1a2b3c4d5e
        1q2w3e4r5t 1q2w3e4r5t6y 1q2w3e4r5t6y7u8i9o0p 1qaz1qaz1qaz 1qaz2wsx3edc 1qaz2wsx3edc4rfv 1qazxsw23edc 2020202020
        2021202120 2468101214 2718281828 3141592653 31415926535 321321321321 456456456456 5555555555a 6969696969 741852963a
        7777777777a 7894561230 789456123a 789789789789 963852741a 9876543210 9876543210a 987654321a 987654321q 9999999999a
        a123456789 a1234567890 a1b2c3d4e5 a1s2d3f4g5 aa12345678 aa123456789 aaa111aaa111 aaaaa11111 aaaaaaaaaa1 aabbccddee
        abc1234567 abc12345678 abc123456789 abc123abc123 abcabcabca abcd123456 abcd12345678 abcdabcdabcd abcde12345 abcdef1234
        abcdef123456 abcdefghij abcdefghijk abcdefghijkl abcdefghijklmnopqrstuvwxyz abracadabra admin12345 admin123456
        admin1234567 admin123admin admin@1234 admin@12345 admin@123456 adminadmin adminadmin1 administrador administrat0r
        administrator administrator1 adminpassword alexander1 alexander123 alexandra1 andrew1234 android123 angel12345
        angelangel angels1234 anthony123 apple12345 argentina1 argentina10 arsenal123 arsenal1234 asd123456789 asd123asd123
        asdf123456 asdf12345678 asdfasdfasdf asdfgh123456 asdfghjkl1 asdfghjkl123 asdfghjkl; asdfqwer1234 asdqwe123456
        ashley1234 ashley12345 asshole123 asshole1234 australia1 australia123 autumn2020 autumn2021 autumn2022 autumn2023
        autumn2024 azerty1234 azerty12345 azerty123456 azertyuiop azertyuiop1 azertyuiopqsdfghjklm babyprincess banana1234
        bangladesh bangladesh1 barcelona1 barcelona10 barcelona123 baseball12 baseball123 baseball1234 basketball basketball1
        basketball12 basketball23 batman1234 batman12345 batmanbatman beatles123 benjamin12 benjamin123 bestfriend bestfriend1
        bestfriends bestfriends1 bigdick123 blackberry blackberry1 blessed123 blink182blink blueberry1 bonjour123 budweiser1
        buster1234 butterflies butterfly1 butterfly12 butterfly123 california california1 california123 callofduty callofduty1
        callofduty4 captainamerica catherine1 changeit123 changeit1234 changeme123 changemenow changepassword changethis
        charlie123 charlie1234 charlie12345 cheese1234 chelsea123 chicago123 chocolate1 chocolate12 chocolate123 christian1
        christian123 christine1 christmas1 christmas123 christopher christopher1 cinnamon12 cocacola12 cocacola123
        cocacola1234 coffee1234 computer01 computer12 computer123 computer1234 contrasena contrasena1 contraseña cookies123
        corona1234 corona2020 correcthorsebatterystaple corvette123 counterstrike cowboys123 cristiano7 cristianoronaldo
        cupcake123 daddy12345 dallascowboys daniel1234 daniel12345 deadpool123 december12 december123 december25 default123
        demo123456 demodemodemo deutschland dragon1234 dragon12345 dragon123456 dragonball dragonball1 dragonballz
        dragonballz1 dragondragon elizabeth1 elizabeth123 facebook12 facebook123 facebook1234 family1234 family12345
        familyfirst february123 ferrari123 finalfantasy finalfantasy7 football12 football123 football1234 footballer
        footballfan forever123 forever1234 forever21forever foreverlove fortnite123 fortnite1234 francisco1 frankreich
        freedom123 freedom1234 friends123 friends1234 friendship friendship1 fuckoff123 fuckyou123 fuckyou1234 fuckyou12345
        fuckyoufuckyou gabriella1 garfield12 garfield123 ginger1234 godisgood1 godisgood123 godisgreat google1234 google12345
        googlegoogle greenday123 guest12345 guest123456 hallelujah hallo12345 hallo123456 hallohallo halloween1 halloween123
        happiness1 happiness123 happy12345 happybirthday happyhappy harley1234 harleydavidson harrypotter harrypotter1
        harrypotter123 haslo12345 heaven1234 hello1234! hello12345 hello123456 hello123hello hellohello hellokitty hellokitty1
        hellokitty123 helloworld helloworld! helloworld1 helloworld123 hockey1234 homeserver hunter1234 hunter12345
        iamawesome1 iamthebest iamthebest1 ilovechocolate ilovegod123 ilovegreenday ilovejesus ilovejesus1 iloveme123
        iloveme1234 ilovemusic ilovemusic1 ilovemymom ilovemyself iloveyou1! iloveyou12 iloveyou123 iloveyou1234 iloveyou22
        iloveyou4ever iloveyou69 iloveyoubaby iloveyouforever iloveyouso iloveyousomuch india12345 india123456 india@1234
        indonesia1 indonesia123 instagram1 instagram123 internet12 internet123 iphone1234 ironman123 isabella12 isabella123
        jackdaniels jackdaniels1 january123 jellyfin123 jennifer12 jennifer123 jessica123 jessica1234 jesus12345 jesuschrist
        jesuschrist1 jesusislord jesuslovesme jesussaves jetaime123 jonathan12 jonathan123 jordan1234 jordan2323 joshua1234
        juventus123 katherine1 katherine123 killer1234 killer12345 lakers1234 lamborghini leagueoflegends leomessi10
        letmein123 letmein1234 letmein12345 letmeinnow letmeinplease linkinpark linkinpark1 linkinpark123 linux12345
        liverpool1 liverpool12 liverpool123 liverpoolfc lkjhgfdsa1 login12345 login123456 loginlogin london1234 london2012
        lordoftherings losangeles loveforever lovelove123 lovelovelove lovely1234 loveme1234 loveyou123 loveyou1234 maggie1234
        manchester manchester1 manchester123 manchesterunited manutd1234 marlboro123 master1234 master12345 master123456
        mastermaster matthew123 medianest1 medianest12 medianest123 medianest1234 mediaserver mercedes123 mercedesbenz
        messi12345 metallica1 metallica123 michael123 michael1234 michael12345 mickeymouse mickeymouse1 microsoft1
        microsoft123 minecraft1 minecraft12 minecraft123 minecraft1234 mnbvcxz123 mommy12345 mommy4ever monkey1234 monkey12345
        monkey123456 monkeymonkey motdepasse motdepasse1 motherfucker mustang123 mustang1234 mychemicalromance myfacebook
        mylove1234 mypassword mypassword1 mypassword123 mysecret123 nevermind1 newpassword newyork123 newyorkcity nicholas12
        nicholas123 nicole1234 nintendo123 nintendo64 nirvana123 nothing123 november12 november123 october123 oldpassword
        openopenopen opensesame p455w0rd123 p@ssw0rd123 p@ssword123 pa55word123 pakistan123 pakistan1234 parola1234 pass123456
        pass1234567 pass12345678 pass@12345 pass@123456 passpasspass passphrase passw0rd12 passw0rd123 passw0rd1234 password00
        password01 password1! password11 password12 password123 password123! password1234 password12345 password123456
        password@1 password@123 passwordabc passwordpassword passwort12 passwort123 passwort1234 pepper1234 pineapple1
        pineapple123 playstation playstation1 playstation2 playstation3 playstation4 plexmediaserver plexplexplex poiuytrewq
        pokemon123 pokemon1234 pokemon12345 porsche911 princess01 princess12 princess123 princess1234 pussy12345 q1w2e3r4t5
        q1w2e3r4t5y6 qazwsx123456 qazwsxedc123 qazwsxedcrfv qwe123456789 qwe123qwe123 qweasdzxc123 qwer123456 qwer12345678
        qwert12345 qwerty123! qwerty1234 qwerty12345 qwerty123456 qwerty123456789 qwerty7890 qwerty@123 qwertyasdf
        qwertyasdfgh qwertyqwerty qwertyuiop qwertyuiop1 qwertyuiop12 qwertyuiop123 qwertyuiop[] qwertyuiopa
        qwertyuiopasdfghjkl ranger1234 raspberry1 raspberrypi realmadrid realmadrid1 realmadrid123 richard123 robert1234
        roblox1234 roblox12345 ronaldo123 ronaldo1234 root123456 rootpassword rootrootroot samsung123 samsung1234
        samsunggalaxy schatz1234 scooby1234 scoobydoo1 scoobydoo123 sebastian1 sebastian123 secret1234 secret12345
        secret123456 secretsecret security123 security1234 senha12345 senha123456 september1 september11 september123
        shadow1234 shadow12345 shadow123456 shadowshadow skyrim1234 slipknot123 slipknot666 smile12345 snoopy1234 soccer1234
        soccer12345 soleil1234 spiderman1 spiderman12 spiderman123 spiderman3 spongebob1 spongebob123 spring2020 spring2021
        spring2022 spring2023 spring2024 spring2025 startrek123 starwars12 starwars123 starwars1234 steelers123 stephanie1
        stephanie123 strawberry strawberry1 summer1234 summer2019 summer2020 summer2021 summer2022 summer2023 summer2024
        summer2025 sunshine12 sunshine123 sunshine1234 superadmin1 superadmin123 superman12 superman123 superman1234
        supermario supermario1 supersecret superstar1 superstar123 superuser1 sylvester1 sysadmin123 teamo12345 teamo123456
        teamomucho temp123456 temp12345678 temporary1 temporary123 temppassword tequiero123 test123456 test12345678 tester1234
        testing1234 testing12345 testpassword testtest123 testtesttest thequickbrownfox thisispassword thomas1234 thunder123
        tigger1234 tinkerbell tinkerbell1 topsecret1 topsecret123 truelove123 trustno1234 trustno1trustno1 trustnoone
        twitter123 user123456 user12345678 useruseruser valentina1 valentine1 victoria12 victoria123 volleyball volleyball1
        wachtwoord wachtwoord1 warcraft123 washington washington1 watermelon watermelon1 welcome123 welcome123! welcome1234
        welcome12345 welcome2020 welcome2021 welcome2022 welcome2023 welcome2024 welcome2025 welcome@123 welcomeback
        whatever12 whatever123 whatever1234 whateveryouwant william123 windows123 windows1234 winniethepooh winter1234
        winter2019 winter2020 winter2021 winter2022 winter2023 winter2024 winter2025 wolverine1 worldofwarcraft xbox360live
        yankees123 youtube123 zaq12wsxcde3 zaq1xsw2cde3 zaq1zaq1zaq1 zelda12345 zxcvbnm,./ zxcvbnm123 zxcvbnm1234
        zxcvbnm123456789 zxcvbnmasdfghjkl
        """
}
