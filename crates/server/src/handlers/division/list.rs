//! `division_list`: the divisions directly below one, and the way down to it.

use crate::app::App;
use crate::http::{Answer, Call, Failure, Reply};
use domain::api::division::{Division, DivisionBranch, ListDivisions};
use domain::division::DivisionCode;

/// Serves [`ListDivisions`] from the city's file, which is in memory.
pub async fn list(app: App, call: Call<ListDivisions>) -> Answer<ListDivisions> {
    let of = call.query.of.as_ref().unwrap_or(&app.city.settings.city.division_root);
    branch(&app.city.divisions, of).map(Reply::of).ok_or_else(Failure::not_found)
}

/// The branch of `of` out of `divisions`, which are sorted by code; none when it is not among them.
fn branch(divisions: &[Division], of: &DivisionCode) -> Option<DivisionBranch> {
    let find = |code: &DivisionCode| divisions.binary_search_by(|d| d.code.cmp(code)).ok();
    let here = find(of)?;
    let below = divisions.get(here + 1..)?.iter().take_while(|d| of.contains(&d.code));
    Some(DivisionBranch {
        path: of.path().iter().filter_map(|code| divisions.get(find(code)?).cloned()).collect(),
        children: below.filter(|d| d.code.parent().as_ref() == Some(of)).cloned().collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_branch_has_the_way_down_and_the_next_level_only() {
        let divisions: Vec<Division> = ["4310", "431002", "431002001", "431002001001", "431002002", "431003"]
            .into_iter()
            .map(|code| Division { code: code.parse().unwrap(), name: code.to_owned(), has_children: false })
            .collect();
        let codes = |divisions: &[Division]| divisions.iter().map(|d| d.code.to_string()).collect::<Vec<_>>();
        let county = branch(&divisions, &"431002".parse().unwrap()).unwrap();
        assert_eq!((codes(&county.path), codes(&county.children)), (vec!["4310".into(), "431002".into()], vec!["431002001".into(), "431002002".into()]));
        assert_eq!(codes(&branch(&divisions, &"4310".parse().unwrap()).unwrap().children), ["431002", "431003"]);
        assert_eq!(codes(&branch(&divisions, &"431003".parse().unwrap()).unwrap().children), [""; 0]);
        assert_eq!(branch(&divisions, &"431004".parse().unwrap()), None);
    }
}
