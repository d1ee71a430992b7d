//! A FreeBSD kernel module in Rust: `/dev/hello` keeps the messages that are written to it and gives them back in order, one a read.
//! Its twin in C is `../c/hello_kld.c`; `test/kld/` compares what becomes of the two.
#![no_std]
#![no_builtins]
#![allow(non_camel_case_types, non_upper_case_globals)]

use core::ffi::{c_char, c_int, c_void};
use core::ptr::null_mut;
use freebsd_kpi::*;

const HELLO_LENGTH: usize = 256;

#[repr(C)]
struct hello_message
{
    link: TAILQ_ENTRY!(hello_message),
    length: c_int,
    text: [c_char; HELLO_LENGTH],
}

TAILQ_HEAD!(hello_queue, hello_message);

MALLOC_DEFINE!(M_HELLO, c"hello", c"messages of the hello module");

static mut hello_mtx: mtx = unsafe { core::mem::zeroed() };
MTX_SYSINIT!(hello_mtx, &raw mut hello_mtx, c"hello", MTX_DEF);

static mut hello_messages: hello_queue = unsafe { core::mem::zeroed() };
static mut hello_callout: callout = unsafe { core::mem::zeroed() };
static mut hello_dev: *mut cdev = null_mut();
static mut hello_count: c_int = 0;
static mut hello_limit: c_int = 16;
static mut hello_ticks: u_int = 0;

SYSCTL_NODE!(_kern, OID_AUTO, hello, CTLFLAG_RW | CTLFLAG_MPSAFE as u_int, None, c"The hello module");
SYSCTL_INT!(_kern_hello, OID_AUTO, messages, CTLFLAG_RD, &raw mut hello_count, 0, c"Messages that wait for a reader");
SYSCTL_INT!(_kern_hello, OID_AUTO, limit, CTLFLAG_RWTUN, &raw mut hello_limit, 0, c"Most messages that may wait");
SYSCTL_UINT!(_kern_hello, OID_AUTO, ticks, CTLFLAG_RD, &raw mut hello_ticks, 0, c"Seconds since the module was loaded");

unsafe extern "C" fn hello_tick(arg: *mut c_void)
{
    hello_ticks = hello_ticks.wrapping_add(1);
    callout_reset!(&raw mut hello_callout, hz, Some(hello_tick), arg);
}

unsafe extern "C" fn hello_read(_dev: *mut cdev, uio: *mut uio, _ioflag: c_int) -> c_int
{
    mtx_lock!(&raw mut hello_mtx);
    let message = TAILQ_FIRST!(&raw mut hello_messages);
    if !message.is_null()
    {
        TAILQ_REMOVE!(&raw mut hello_messages, message, link);
        hello_count -= 1;
    }
    mtx_unlock!(&raw mut hello_mtx);
    if message.is_null()
    {
        return 0;
    }
    let error = uiomove((&raw mut (*message).text).cast(), (*message).length, uio);
    free(message.cast(), (&raw mut M_HELLO).cast());
    return error;
}

unsafe extern "C" fn hello_write(_dev: *mut cdev, uio: *mut uio, _ioflag: c_int) -> c_int
{
    if (*uio).uio_resid > HELLO_LENGTH as isize
    {
        return EMSGSIZE;
    }
    let message: *mut hello_message = malloc(size_of::<hello_message>(), (&raw mut M_HELLO).cast(), M_WAITOK).cast();
    (*message).length = (*uio).uio_resid as c_int;
    let mut error = uiomove((&raw mut (*message).text).cast(), (*message).length, uio);
    if error == 0
    {
        mtx_lock!(&raw mut hello_mtx);
        if hello_count >= hello_limit
        {
            error = ENOBUFS;
        }
        else
        {
            TAILQ_INSERT_TAIL!(&raw mut hello_messages, message, link);
            hello_count += 1;
        }
        mtx_unlock!(&raw mut hello_mtx);
    }
    if error != 0
    {
        free(message.cast(), (&raw mut M_HELLO).cast());
    }
    return error;
}

static mut hello_cdevsw: cdevsw = cdevsw
{
    d_version: D_VERSION,
    d_name: c"hello".as_ptr(),
    d_read: Some(hello_read),
    d_write: Some(hello_write),
    ..unsafe { core::mem::zeroed() }
};

unsafe fn hello_load()
{
    TAILQ_INIT!(&raw mut hello_messages);
    callout_init_mtx!(&raw mut hello_callout, &raw mut hello_mtx, 0);
    mtx_lock!(&raw mut hello_mtx);
    callout_reset!(&raw mut hello_callout, hz, Some(hello_tick), null_mut());
    mtx_unlock!(&raw mut hello_mtx);
    hello_dev = make_dev(&raw mut hello_cdevsw, 0, UID_ROOT as uid_t, GID_WHEEL as gid_t, 0o600, c"hello".as_ptr());
    printf(c"hello: loaded\n".as_ptr());
}

unsafe fn hello_unload()
{
    destroy_dev(hello_dev);
    callout_drain(&raw mut hello_callout);
    loop
    {
        let message = TAILQ_FIRST!(&raw mut hello_messages);
        if message.is_null()
        {
            break;
        }
        TAILQ_REMOVE!(&raw mut hello_messages, message, link);
        free(message.cast(), (&raw mut M_HELLO).cast());
    }
    printf(c"hello: unloaded\n".as_ptr());
}

unsafe extern "C" fn hello_modevent(_module: module_t, event: c_int, _arg: *mut c_void) -> c_int
{
    match event as modeventtype
    {
        MOD_LOAD =>
        {
            hello_load();
            return 0;
        },
        MOD_UNLOAD =>
        {
            hello_unload();
            return 0;
        },
        _ => return EOPNOTSUPP,
    }
}

DEV_MODULE!(hello_kld, Some(hello_modevent), null_mut());
MODULE_VERSION!(hello_kld, 1);

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> !
{
    loop
    {
    }
}
