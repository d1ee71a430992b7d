//! `sys/example.h`

use core::ffi::{c_char, c_int, c_void};
use crate::sys::turnstile::turnstile_chain;

/// Sleep queue of one wait channel. (the C comment, if there is one)
///
/// defined in sys/kern/subr_turnstile.c:129
#[repr(C)]
pub struct turnstile
{
    _data: [u8; 0],
    _marker: core::marker::PhantomData<(*mut u8, core::marker::PhantomPinned)>,
}

/// defined in sys/sys/_mutex.h:46
#[repr(C)]
#[derive(Copy, Clone)]
pub struct mtx
{
    /// Common lock properties.
    pub lock_object: lock_object,
    /// Owner and flags.
    /// VOLATILE!
    pub mtx_lock: uintptr_t,
}

extern "C"
{
    /// defined in sys/sys/vmem.h:71
    pub
    fn vmem_create(name: *const c_char, base: vmem_addr_t, size: vmem_size_t, quantum: vmem_size_t,
        qcache_max: vmem_size_t, flags: c_int) -> *mut vmem_t;

    /// defined in sys/sys/watchdog.h:104
    #[link_name = "wdog_software_attach"]
    pub static mut wdog_software_attach: Option<unsafe extern "C" fn()>;
}

pub const M_ZERO: c_int = 0x0100;
pub type d_open_t = unsafe extern "C" fn(dev: *mut cdev, oflags: c_int, devtype: c_int, td: *mut thread) -> c_int;
pub type a_long_alias_t =
    Option<unsafe extern "C" fn(first_argument: *mut c_void, second_argument: *mut c_void, third: c_int) -> c_int>;

/// defined in sys/sys/example.h:12
#[inline]
pub unsafe
fn example(arg1: u64, arg2: u64) -> c_int
{
    let mut left: u64 = arg1;

    if left == 8 || left > 6 && arg2 < 100 || left == arg2 + 0x100000000000 || left == arg2 + 0x200000000000 ||
        arg2 == 5
    {
        return 1;
    }
    else if arg2 < 6
    {
        left = left.wrapping_add(1);
    }
    else
    {
        left = 0;
    }

    while left != 0
    {
        left = left.wrapping_sub(1);
    }

    match arg2
    {
        3 => return 5,
        6 =>
        {
            example_done(arg2);
            return 0;
        },
        _ =>
        {
        },
    }

    return left as c_int;
}

pub unsafe
fn example_of_many<T>(
    first: Option<unsafe extern "C" fn(arg: *mut c_void, pending: c_int) -> c_int>,
    second: *mut c_void,
    third: c_int
) -> c_int
where
    T: Copy
{
}
