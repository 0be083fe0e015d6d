use attainment_planner::browser::Unavailable;
use attainment_planner::browser::storage::TextStore;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn what_is_put_is_got_and_what_is_deleted_is_gone() -> Result<(), String> {
    async fn round() -> Result<(), Unavailable> {
        let storage = TextStore::open("round-trip").await?;
        assert_eq!(storage.get("plan").await?, None);
        storage.put("plan", "{\"figure\":\"62,3\"} £ − é").await?;
        storage.put("plan", "second").await?;
        storage.put("another", "").await?;
        assert_eq!(storage.get("plan").await?.as_deref(), Some("second"));
        assert_eq!(storage.get("another").await?.as_deref(), Some(""));
        assert_eq!(storage.keys().await?, ["another", "plan"]);
        storage.delete("plan").await?;
        storage.delete("never there").await?;
        assert_eq!(storage.get("plan").await?, None);
        storage.delete("another").await?;
        assert_eq!(storage.keys().await?, Vec::<String>::new());
        Ok(())
    }
    round().await.map_err(|reason| format!("{reason:?}"))
}

#[wasm_bindgen_test]
async fn databases_of_two_names_do_not_mix_and_one_may_be_opened_twice() -> Result<(), String> {
    async fn both() -> Result<(), Unavailable> {
        let (one, two) = (TextStore::open("council-one").await?, TextStore::open("council-two").await?);
        one.put("plan", "one").await?;
        assert_eq!(two.get("plan").await?, None);
        let again = TextStore::open("council-one").await?;
        assert_eq!(again.get("plan").await?.as_deref(), Some("one"));
        one.delete("plan").await
    }
    both().await.map_err(|reason| format!("{reason:?}"))
}
