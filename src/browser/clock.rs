//! The clock. The rooms inside never ask it: today is an argument.

use js_sys::Date;

/// Today where the person is: year, month from 1 to 12, day from 1 to 31.
pub fn today() -> (i32, u32, u32) {
    let now = Date::new_0();
    // A browser's year fits: its dates end in the year 275760.
    (now.get_full_year() as i32, now.get_month() + 1, now.get_date())
}

/// Milliseconds since 1970 began in UTC, for telling which of two things was later.
pub fn now_ms() -> u64 {
    Date::now() as u64
}

/// A moment of [`now_ms`] where the person is: year, month from 1 to 12, day from 1 to 31, hour and minute.
pub fn local(ms: u64) -> (i32, u32, u32, u32, u32) {
    let then = Date::new(&(ms as f64).into());
    (then.get_full_year() as i32, then.get_month() + 1, then.get_date(), then.get_hours(), then.get_minutes())
}
