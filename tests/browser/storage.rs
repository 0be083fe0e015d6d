use attainment_planner::browser::Unavailable;
use attainment_planner::browser::storage::{self, Record, TextStore, Words};
use wasm_bindgen_test::wasm_bindgen_test;

async fn open(name: &str) -> Result<TextStore, Unavailable> {
    TextStore::open(name, |_| {}).await
}

async fn put(storage: &TextStore, key: &str, text: &str) -> Result<(), Unavailable> {
    storage.change(key, |_| text.to_owned()).await.map(drop)
}

fn record(revision: u32, text: &str) -> Record {
    let text = text.to_owned();
    Record { id: "a-plan".to_owned(), revision, changed: 1_448_193_600_000, by: "me".to_owned(), text }
}

#[wasm_bindgen_test]
async fn what_is_put_is_got() -> Result<(), String> {
    async fn round() -> Result<(), Unavailable> {
        let storage = open("round-trip").await?;
        assert_eq!(storage.get("schemes").await?, None);
        put(&storage, "schemes", "{\"figure\":\"62,3\"} £ − é").await?;
        let more = |before: String| before + " and more";
        assert_eq!(storage.change("schemes", more).await?, "{\"figure\":\"62,3\"} £ − é and more");
        put(&storage, "schemes", "second").await?;
        assert_eq!(storage.get("schemes").await?.as_deref(), Some("second"));
        storage.close();
        storage::forget("round-trip").await?;
        assert_eq!(open("round-trip").await?.get("schemes").await?, None);
        Ok(())
    }
    round().await.map_err(|reason| format!("{reason:?}"))
}

#[wasm_bindgen_test]
async fn a_record_is_written_in_the_place_of_the_revision_before_and_of_no_other() -> Result<(), String> {
    async fn race() -> Result<(), Unavailable> {
        let (one, two) = (open("swap").await?, open("swap").await?);
        one.swap(&record(1, "first")).await?;
        // Neither takes it for new, nor writes over what it does not know.
        assert_eq!(two.swap(&record(1, "unseen")).await, Err(Unavailable::Changed));
        two.swap(&record(2, "second")).await?;
        for stale in [1, 2, 4] {
            assert_eq!(one.swap(&record(stale, "unseen")).await, Err(Unavailable::Changed));
        }
        assert_eq!(one.record("a-plan").await?, Some(record(2, "second")));
        assert_eq!(one.records().await?, [record(2, "second")]);
        assert_eq!(one.record("another").await?, None);
        // Of two at the same moment, one is first.
        let (a, b) = (record(3, "a"), record(3, "b"));
        let both = [one.swap(&a), two.swap(&b)];
        let [a, b] = both;
        assert_eq!((a.await, b.await), (Ok(()), Err(Unavailable::Changed)));
        one.remove("a-plan", 2).await?;
        assert_eq!(one.records().await?, [record(3, "a")]);
        one.remove("a-plan", 3).await?;
        assert_eq!(one.records().await?, []);
        Ok(())
    }
    race().await.map_err(|reason| format!("{reason:?}"))
}

#[wasm_bindgen_test]
async fn a_text_of_the_first_version_becomes_a_record_once() -> Result<(), String> {
    async fn over() -> Result<(), Unavailable> {
        let storage = open("over").await?;
        put(&storage, "plan", "no plan at all").await?;
        storage.take_over("plan", 5).await?;
        storage.take_over("plan", 6).await?;
        let found = storage.records().await?;
        assert_eq!(found.len(), 1);
        assert_eq!((&*found[0].id, found[0].revision, found[0].changed), ("plan", 1, 5));
        assert_eq!(found[0].text, "no plan at all");
        assert_eq!(storage.get("plan").await?, None);
        // Kept by a page that could not take it over: what it kept stays, and the old text goes.
        put(&storage, "plan", "again").await?;
        storage.take_over("plan", 7).await?;
        assert_eq!(storage.records().await?, found);
        assert_eq!(storage.get("plan").await?, None);
        storage.remove("plan", 1).await
    }
    over().await.map_err(|reason| format!("{reason:?}"))
}

#[wasm_bindgen_test]
async fn databases_of_two_names_do_not_mix_and_one_may_be_opened_twice() -> Result<(), String> {
    async fn both() -> Result<(), Unavailable> {
        let (one, two) = (open("council-one").await?, open("council-two").await?);
        put(&one, "schemes", "one").await?;
        assert_eq!(two.get("schemes").await?, None);
        let again = open("council-one").await?;
        assert_eq!(again.get("schemes").await?.as_deref(), Some("one"));
        one.close();
        again.close();
        storage::forget("council-one").await
    }
    both().await.map_err(|reason| format!("{reason:?}"))
}

#[wasm_bindgen_test]
fn a_few_words_are_there_at_once() {
    for place in [Words::Shared, Words::OfTab] {
        place.set("words/a", "one").unwrap();
        place.set("words/b", "two").unwrap();
        assert_eq!(place.get("words/a").as_deref(), Some("one"));
        let mut keys = place.keys("words/");
        keys.sort();
        assert_eq!(keys, ["words/a", "words/b"]);
        keys.iter().for_each(|key| place.remove(key).unwrap());
        assert_eq!(place.keys("words/"), Vec::<String>::new());
    }
    assert_ne!(storage::token(), storage::token());
}
