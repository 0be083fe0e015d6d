use attainment_planner::browser::clock;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn today_is_the_day_that_the_browser_shows() {
    let (year, month, day) = clock::today();
    let shown = js_sys::Function::new_no_args(
        "const d = new Date(); return [d.getFullYear(), d.getMonth() + 1, d.getDate()].join('-')",
    );
    let shown = shown.call0(&wasm_bindgen::JsValue::NULL).unwrap().as_string().unwrap();
    assert_eq!(format!("{year}-{month}-{day}"), shown);
    assert!(clock::now_ms() > 1_700_000_000_000);
}
