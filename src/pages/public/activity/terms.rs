//! What 条例 Art. 12 demands beside time and place: content, conditions, how to apply, risks and
//! safeguards.

use crate::city::city;
use crate::i18n::joining;
use crate::t;
use crate::ui::{Icon, icon};
use domain::activity::Terms;
use leptos::prelude::*;

/// One section for each.
pub(super) fn terms(terms: &Terms) -> AnyView {
    let policy = &city().policy;
    let minimum = terms.minimum_years(policy);
    // What is asked below is a condition too.
    let conditions = match &terms.conditions {
        Some(conditions) => Some(conditions.to_string()),
        None => terms.requirements.is_none().then(|| t!(activity.conditions_none).to_owned()),
    };
    let age = minimum.map(|years| t!(activity.minimum_age, years = years.to_string()));
    let of_age = policy.minors.guardian_consent_under_years;
    let guardian = minimum.is_none_or(|years| years < of_age).then(|| t!(activity.guardian_rule, below = of_age.to_string()));
    let approval = terms.by_approval.then(|| t!(activity.by_approval_rule).to_owned());
    let asked = joining::requirements(&terms.requirements);
    let questions = (!terms.questions.is_empty()).then(|| t!(joining.asks_questions).to_owned());
    let apply = Some(t!(activity.how_to_apply_text, hotline = city().hotline));
    view! {
        {section(None, t!(activity.content), vec![terms.content.to_string()])}
        {section(None, t!(activity.conditions), [conditions, age, guardian].into_iter().flatten().chain(asked).collect())}
        {section(Some(Icon::Warning), t!(activity.risks), vec![terms.risks.to_string()])}
        {section(Some(Icon::Shield), t!(activity.safeguards), vec![terms.safeguards.to_string()])}
        {section(None, t!(activity.how_to_apply), [apply, approval, questions].into_iter().flatten().collect())}
    }
    .into_any()
}

fn section(sign: Option<Icon>, title: &'static str, paragraphs: Vec<String>) -> AnyView {
    view! {
        <section class="prose">
            <h2>{sign.map(icon)} {title}</h2>
            {paragraphs.into_iter().map(|text| view! { <p>{text}</p> }).collect_view()}
        </section>
    }
    .into_any()
}
