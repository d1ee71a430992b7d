//! `sys/other.h`
//!
//! Not translated:
//! - `KASSERT` (function-like macro, sys/sys/other.h:12): a statement with \`do\`
//! - `a_name` (record, sys/sys/other.h:100): this reason is long enough that it does not end on the line on which it
//!   starts but on the next

pub mod child;
#[path = "lib_.rs"]
pub mod lib;

pub use crate::sys::_mutex::mtx as mutex;
pub use core::ffi::c_int;

#[cfg(feature = "layout-asserts")]
crate::layout::assert_layout!(mtx, size 32, align 8);

#[cfg(feature = "layout-asserts")]
crate::layout::assert_layout!(mtx, size 32, align 8, mtx_lock 24);

#[cfg(feature = "layout-asserts")]
crate::layout::assert_layout!(
    mtx, size 32, align 8, mtx_number_0 0, mtx_number_1 4, mtx_number_2 8, mtx_number_3 12, mtx_number_4 16,
    mtx_number_5 20, mtx_number_6 24, mtx_number_7 28, mtx_number_8 32, mtx_number_9 36, mtx_number_10 40,
    mtx_number_11 44
);

/// Twice.
///
/// defined in sys/sys/other.h:7
#[macro_export]
macro_rules! TWICE
{
    ($x:expr) => { $x * 2 };
}

impl mtx
{
    pub const SIZE: usize = 32;
    pub const ALIGN: usize = 8;

    /// The owner.
    #[inline]
    pub unsafe
    fn owner(&self) -> uintptr_t
    {
        self.mtx_lock
    }
}

#[repr(transparent)]
pub struct color(pub c_uint);

#[repr(C)]
pub struct nothing
{
}

/// A first line.
///
/// A line of the comment that is longer than a line of the page may be: it goes on on the next line, where a word
/// starts with a letter.
/// VOLATILE!
///
/// defined in sys/sys/other.h:99
pub const WITH_DOC: c_int = 1;

pub const PLAIN: c_int = 2;
pub const PLAIN_TOO: c_int = -1;

fn verbatim_text() { }
