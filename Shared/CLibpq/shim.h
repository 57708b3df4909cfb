#pragma once
#include <libpq-fe.h>
#ifdef __linux__
// The Glibc module leaves these out, and a connection's socket is watched with them.
#include <sys/epoll.h>
#include <sys/eventfd.h>
#endif
