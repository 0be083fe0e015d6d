//! Writes the gallery of components, without the page around it, to standard output: for `cargo xtask gallery`.

use attainment_planner::app::examples::Gallery;
use yew::LocalServerRenderer;

fn main() {
    let gallery = LocalServerRenderer::<Gallery>::new().hydratable(false);
    print!("{}", pollster::block_on(gallery.render()));
}
