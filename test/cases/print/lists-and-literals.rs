//! `sys/lists.h`

pub const B_SHORT: &[&[u8]] = &[b"ro\0", b"rw\0"];
pub const B_VAL: &[&[u8]] = &
[
    b"noro\0", b"union\0", b"nosuid\0", b"noexec\0", b"async\0", b"suiddir\0", b"snapshot\0", b"multilabel\0",
    b"acls\0", b"nosymfollow\0", b"untrusted\0"
];
pub const LINK_ADDRESS: [u8; 24] =
[
    0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0xff, 0xff, 0xff, 0xff, 0xff
];
pub const EMPTY: &[u8] = &[];
pub const AN_INITIALISER: buf_ring = buf_ring { head: 0, tail: 0 };
pub const A_LONG_INITIALISER: buf_ring =
    buf_ring { br_prod_head: 0x11111111, br_prod_tail: 0x22222222, br_prod_size: 0x33333333, br_prod_mask: 0x44444444 };
pub const A_LONGER_INITIALISER: buf_ring =
    buf_ring
    {
        br_prod_head: 0x11111111,
        br_prod_tail: 0x22222222,
        br_prod_size: 0x33333333,
        br_prod_mask: 0x44444444,
        br_drops: 0x55555555
    };
pub const OF_ONE_LINE: &CStr = c"0123456789012345678901234567890123456789012345678901234567890123456789012345678901234";
pub const A_LITERAL_OF_A_LINE_OF_ITS_OWN: &CStr =
    c"01234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789";
pub const A_LITERAL_UP_TO_THE_HARD_LIMIT: &CStr =
    c"0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789";
pub const A_LITERAL_BEYOND_IT: &CStr =
    c"The quick brown fox jumps over the lazy dog and the quick brown fox jumps over the lazy dog and the quick brown \
        fox jumps over the lazy dog. Again and again and again\n!";
pub const FLAGS: c_int =
    A_FIRST_FLAG_OF_MANY | A_SECOND_FLAG_OF_MANY | A_THIRD_FLAG_OF_MANY | A_FOURTH_FLAG_OF_MANY | A_FIFTH_FLAG_OF_MANY |
    A_SIXTH_FLAG_OF_MANY;
