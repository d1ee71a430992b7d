//! `sys/signatures.h`

extern "C"
{
    pub
    fn no_arguments();

    pub
    fn printf(fmt: *const c_char, ...) -> c_int;

    pub
    fn unnamed(_: c_int, _: *mut c_void);

    pub
    fn panic(fmt: *const c_char, ...) -> !;

    pub
    fn four_lines_are_filled(argument_00: *mut c_void, argument_01: *mut c_void, argument_02: *mut c_void,
        argument_03: *mut c_void, argument_04: *mut c_void, argument_05: *mut c_void, argument_06: *mut c_void,
        argument_07: *mut c_void, argument_08: *mut c_void, argument_09: *mut c_void, argument_10: *mut c_void,
        argument_11: *mut c_void, argument_12: *mut c_void, argument_13: *mut c_void) -> *mut c_void;

    pub
    fn five_are_not(
        argument_00: *mut c_void,
        argument_01: *mut c_void,
        argument_02: *mut c_void,
        argument_03: *mut c_void,
        argument_04: *mut c_void,
        argument_05: *mut c_void,
        argument_06: *mut c_void,
        argument_07: *mut c_void,
        argument_08: *mut c_void,
        argument_09: *mut c_void,
        argument_10: *mut c_void,
        argument_11: *mut c_void,
        argument_12: *mut c_void,
        argument_13: *mut c_void,
        argument_14: *mut c_void,
        argument_15: *mut c_void,
        argument_16: *mut c_void
    ) -> *mut c_void;

    pub static mut hook: Option<unsafe extern "C" fn(c_int) -> c_int>;
    pub static mut ticks: c_int;

    pub
    fn short_with_a_callback(callback: Option<unsafe extern "C" fn(*mut c_void)>, argument: *mut c_void) -> c_int;
}

pub type of_two_lines_t =
    unsafe extern "C" fn(first_argument: *mut c_void, second_argument: *mut c_void,
        third_argument: *mut c_void) -> c_int;
pub type of_three_lines_t =
    Option<unsafe extern "C" fn(first_argument: *mut c_void, second_argument: *mut c_void, third_argument: *mut c_void,
        fourth_argument: *mut c_void) -> c_int>;
pub type with_a_callback_t =
    Option<unsafe extern "C" fn(
        callback: Option<unsafe extern "C" fn(first_argument: *mut c_void, second_argument: *mut c_void) -> c_int>,
        argument: *mut c_void
    ) -> c_int>;

#[repr(C)]
pub union cdevsw_u
{
    pub d_open: d_open_t,
    pub d_mmap_single:
        Option<unsafe extern "C" fn(cdev: *mut cdev, offset: *mut vm_ooffset_t, size: vm_size_t,
            nprot: c_int) -> c_int>,
}
