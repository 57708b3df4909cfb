#pragma once
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
// malloc_trim: scrypt takes its 16 MiB from malloc, and whoever calls it decides when they go back to the system.
#include <malloc.h>
