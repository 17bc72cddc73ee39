/* ICU's table of locales and calendars, empty. Qt is linked with ICU, whose own table takes 32 MB; what Qt would ask it
   for, such as sorting by a language's rules, the app never asks for. Letters and their cases are not in that table.
   noteworthy.spec compiles this in the name that the library asks for: -DTABLE=icudt73_dat. */
#include <stdint.h>

struct table {
    uint16_t header_bytes;
    uint8_t magic[2];
    uint16_t info_bytes, reserved;
    uint8_t is_big_endian, charset, char_bytes, unused;
    uint8_t kind[4], format_version[4], data_version[4], padding[8];
    uint32_t entries;
};

const struct table TABLE __attribute__((aligned(16), visibility("default"))) = {
    .header_bytes = 32, .magic = {0xda, 0x27}, .info_bytes = 20, .char_bytes = 2,
    .kind = {'T', 'o', 'C', 'P'}, .format_version = {1},
};
