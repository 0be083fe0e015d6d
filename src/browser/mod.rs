//! The outside world: storage, files, clipboard, window, clock. Every facility may be missing, and then says why.

pub mod shell;
