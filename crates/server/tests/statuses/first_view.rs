//! The first screen as plain HTML: the same as the API tells, for everybody, in both languages.

use crate::harness::{NOBODY, Portal, Raw, Who, draft_of};
use axum::body::Body;
use axum::http::{Request, header};
use domain::api::activity::{CancelActivity, GetActivity, ListActivities};
use domain::api::sign_up::MakeSignUp;
use domain::api::{Endpoint, PathArgs};
use domain::can::Role;
use domain::ids::ActivityId;
use server::http::Page;

async fn portal() -> Portal {
    Portal::sqlite_with(|parts| parts.page = Page::of(|name| (name == "index.html").then(|| include_str!("../../../../index.html").to_owned()))).await
}

async fn get(portal: &Portal, who: &Who, path: &str, headers: &[(header::HeaderName, &str)]) -> Raw {
    let mut request = who.mark(Request::get(path));
    for (name, value) in headers {
        request = request.header(name, *value);
    }
    portal.raw(request.body(Body::empty()).unwrap()).await
}

async fn html(portal: &Portal, path: &str) -> String {
    let page = get(portal, &NOBODY, path, &[]).await;
    assert_eq!(page.status, 200, "{path}");
    text(&page)
}

fn text(page: &Raw) -> String {
    String::from_utf8(page.body.to_vec()).unwrap()
}

/// The address and the answer that were written into the page.
fn preloaded(html: &str) -> Option<(String, String)> {
    let (address, rest) = html.split_once(r#"id="preloaded" data-for=""#)?.1.split_once(r#"">"#)?;
    Some((address.replace("&amp;", "&"), rest.split_once("</script>")?.0.replace("\\u003c", "<")))
}

/// The screen alone.
fn screen(html: &str) -> &str {
    html.split_once(r#"<div id="first""#).and_then(|(_, rest)| rest.split_once(r#"<div id="waiting""#)).map(|(screen, _)| screen).unwrap_or_default()
}

#[tokio::test]
async fn the_list_and_the_home_page_show_what_the_api_answers_with_the_filters_of_the_address() {
    let portal = portal().await;
    let open = portal.open_activity(3).await;
    for (path, asked, finds) in [
        ("/activities", "/api/activities", true),
        ("/activities/", "/api/activities", true),
        ("/activities?category=environment&free=true", "/api/activities?category=environment&free=true", true),
        ("/activities?division=431002&text=%E5%85%AC%E5%9B%AD&from=2020-01-01&to=2099-12-31", "/api/activities?division=431002&from=2020-01-01&to=2099-12-31&text=%E5%85%AC%E5%9B%AD", true),
        ("/activities?category=traffic", "/api/activities?category=traffic", false),
        ("/activities?from=2099-12-31&to=2020-01-01", "/api/activities?from=2099-12-31&to=2020-01-01", false),
        ("/", "/api/activities?free=true&size=4", true),
    ] {
        let page = html(&portal, path).await;
        let (address, json) = preloaded(&page).unwrap();
        assert_eq!(address, asked, "{path}");
        assert_eq!(json, text(&get(&portal, &NOBODY, asked, &[]).await), "{path}");
        assert_eq!(screen(&page).contains(&format!(r#"href="/activities/{}""#, open.id)), finds, "{path}");
    }
}

#[tokio::test]
async fn an_activity_shows_all_of_its_terms_and_what_the_api_answers_to_everybody() {
    let portal = portal().await;
    let (volunteer, open) = (portal.volunteer().await, portal.open_activity(3).await);
    portal.send::<MakeSignUp>(&volunteer, open.shift, ()).await.done();
    let page = html(&portal, &format!("/activities/{}", open.id)).await;
    for words in ["清扫公园", "捡拾垃圾", "分组清扫步道", "地面湿滑", "发放手套", "人民公园", "没有特别要求", "剩 2 个名额 · 招 3 人", "共 3 人", "可能的风险"] {
        assert!(screen(&page).contains(words), "{words}");
    }
    let (address, json) = preloaded(&page).unwrap();
    assert_eq!(address, open.id.fill(GetActivity::PATTERN));
    assert_eq!(json, text(&portal.read::<GetActivity>(&NOBODY, open.id, "").await.raw));
    assert!(!page.contains("王队长"));
    // Whoever is logged in gets the same, and the page adds the rest.
    let same = text(&get(&portal, &volunteer, &format!("/activities/{}", open.id), &[]).await);
    assert_eq!((screen(&same), preloaded(&same)), (screen(&page), preloaded(&page)));
}

#[tokio::test]
async fn nothing_that_somebody_typed_becomes_markup() {
    const EVIL: &str = r#"</script><script>x()</script><img src=x onerror="x()"> '&quot;"#;
    let portal = Portal::sqlite_with(|parts| {
        parts.page = Page::of(|name| (name == "index.html").then(|| include_str!("../../../../index.html").to_owned()));
        let brand = &mut parts.city.settings.brand;
        for words in [&mut brand.portal_name_zh, &mut brand.short_name_zh, &mut brand.tagline_zh, &mut parts.city.settings.hotline.hours_zh] {
            *words = EVIL.into();
        }
    })
    .await;
    let team = portal.team("431002").await;
    portal.sql(&format!("UPDATE teams SET name = '{}'", EVIL.replace('\'', "''"))).await;
    let mut body = draft_of(team, "431002", None, portal.app.now().plus_minutes(60), 5);
    for field in ["title", "place"] {
        body["draft"][field] = EVIL.into();
    }
    for field in ["summary", "content", "conditions", "risks", "safeguards", "insurance"] {
        body["draft"]["terms"][field] = EVIL.into();
    }
    body["draft"]["positions"][0]["name"] = EVIL.into();
    let shown = portal.shown_from(body).await;
    let ours = include_str!("../../../../index.html").matches("<script").count();
    let typed = "%22%3E%3C%2Fscript%3E%3Cscript%3Ex()%3C%2Fscript%3E";
    for path in ["/".to_owned(), "/activities".to_owned(), format!("/activities/{}", shown.id), format!("/activities?text={typed}"), format!("/activities?category={typed}&part={typed}&after={typed}&{typed}={typed}")] {
        let page = html(&portal, &path).await;
        let written = usize::from(preloaded(&page).is_some());
        assert_eq!((page.matches("<script").count(), page.matches("</script").count()), (ours + written, ours + written), "{path}");
        assert!(!page.contains("<img") && !page.contains("onerror=\""), "{path}");
    }
    assert!(screen(&html(&portal, &format!("/activities/{}", shown.id)).await).matches("&lt;script&gt;").count() >= 10);
    assert!(screen(&html(&portal, &format!("/activities?text={typed}")).await).contains(r#"value="&quot;&gt;&lt;/script&gt;&lt;script&gt;x()"#));
}

#[tokio::test]
async fn the_reader_s_language_is_the_one_chosen_or_else_asked_for() {
    let portal = portal().await;
    portal.open_activity(3).await;
    for (accepted, cookie, tag, title) in [("zh-CN", "", "zh-CN", "志愿服务活动"), ("en-GB,zh;q=0.5", "", "en", "Volunteer activities"), ("zh-CN", "lang=en", "en", "Volunteer activities"), ("en", "lang=zh-CN", "zh-CN", "志愿服务活动")] {
        let page = get(&portal, &NOBODY, "/activities", &[(header::ACCEPT_LANGUAGE, accepted), (header::COOKIE, cookie)]).await;
        let html = text(&page);
        assert!(html.contains(&format!(r#"<html lang="{tag}" data-first="{tag}">"#)) && html.contains(&format!(r#"tabindex="-1">{title}</h1>"#)), "{accepted} {cookie}");
        assert_eq!(page.headers[header::VARY], "accept-encoding, accept-language, cookie");
    }
    let english = text(&get(&portal, &NOBODY, "/activities", &[(header::ACCEPT_LANGUAGE, "en")]).await);
    for words in ["Environment", "3 places left", "Tomorrow ", "1 activities listed", "Only with places left"] {
        assert!(screen(&english).contains(words), "{words}");
    }
}

#[tokio::test]
async fn what_is_not_there_for_everybody_says_so_with_404() {
    let portal = portal().await;
    let team = portal.team("431002").await;
    let (draft, leader) = (portal.draft(team, "431002", None, 60, 1).await, portal.volunteer_with(Role::TeamLeader { team }).await);
    for id in [draft.id.to_string(), ActivityId::from_raw(1).to_string(), "not-an-id".into(), "%3Cscript%3E".into(), "x".repeat(3_000)] {
        for who in [&NOBODY, &leader] {
            let page = get(&portal, who, &format!("/activities/{id}"), &[]).await;
            let html = text(&page);
            assert_eq!(page.status, 404, "{id}");
            assert!(screen(&html).contains("没有找到这个活动") && html.contains(r#"content="noindex""#) && preloaded(&html).is_none(), "{id}");
            assert!(!html.contains("清扫公园"));
        }
    }
    assert!(!html(&portal, "/activities").await.contains("清扫公园"));
}

#[tokio::test]
async fn an_activity_that_was_called_off_stays_readable_and_says_so() {
    let portal = portal().await;
    let open = portal.open_activity(3).await;
    portal.send::<CancelActivity>(&portal.administrator("4310").await, open.id, serde_json::json!({"reason": "暴雨"})).await.done();
    let page = html(&portal, &format!("/activities/{}", open.id)).await;
    assert!(screen(&page).contains("这个活动已取消，请不要前往。") && page.contains(r#"<meta name="description" content="这个活动已取消"#));
}

#[tokio::test]
async fn a_shared_link_has_a_title_and_a_description() {
    let portal = portal().await;
    let open = portal.open_activity(3).await;
    for (path, language, title, kind) in [("/".to_owned(), "zh-CN", "一张网", "zh_CN"), ("/activities".into(), "en", "Volunteer activities", "en_GB"), (format!("/activities/{}", open.id), "zh-CN", "清扫公园", "zh_CN")] {
        let page = text(&get(&portal, &NOBODY, &path, &[(header::ACCEPT_LANGUAGE, language)]).await);
        let (head, _) = page.split_once("</head>").unwrap();
        assert_eq!(head.matches("<title>").count(), 1, "{head}");
        assert!(head.contains(&format!("<title>{title}")) && head.contains(&format!(r#"<meta property="og:title" content="{title}"#)), "{head}");
        for property in ["og:description", "og:site_name", "og:type"] {
            assert!(head.contains(&format!(r#"<meta property="{property}" content=""#)), "{property}");
        }
        assert!(head.contains(r#"<meta name="description" content=""#) && head.contains(&format!(r#"og:locale" content="{kind}""#)), "{head}");
    }
}

#[tokio::test]
async fn a_page_that_has_not_changed_is_not_sent_again() {
    let portal = portal().await;
    let (who, open) = (portal.volunteer().await, portal.open_activity(3).await);
    let first = get(&portal, &NOBODY, "/activities", &[]).await;
    let tag = first.headers[header::ETAG].to_str().unwrap().to_owned();
    assert_eq!(first.headers[header::CACHE_CONTROL], "no-cache");
    let again = get(&portal, &NOBODY, "/activities", &[(header::IF_NONE_MATCH, &tag)]).await;
    assert!(again.status == 304 && again.body.is_empty() && again.headers[header::ETAG] == tag);
    assert_eq!(get(&portal, &NOBODY, "/activities", &[(header::IF_NONE_MATCH, &tag), (header::ACCEPT_LANGUAGE, "en")]).await.status, 200);
    portal.send::<MakeSignUp>(&who, open.shift, ()).await.done();
    assert_eq!(get(&portal, &NOBODY, "/activities", &[(header::IF_NONE_MATCH, &tag)]).await.status, 200);
}

#[tokio::test]
async fn the_filters_of_the_address_stand_in_the_form_and_in_every_link() {
    let portal = portal().await;
    let page = html(&portal, "/activities?division=431002&category=culture&from=2026-05-01&text=%E6%B2%B3&free=true").await;
    for part in [
        r#"name="text" maxlength="40""#,
        r#"value="河""#,
        r#"<input type="hidden" name="category" value="culture">"#,
        r#"<option value="431002" selected>"#,
        r#"form="finder" name="from" value="2026-05-01""#,
        r#"name="free" value="true" checked"#,
        r#"href="/activities?division=431002&amp;category=health&amp;from=2026-05-01&amp;text=%E6%B2%B3&amp;free=true""#,
        r#"<a class="chip" href="/activities?division=431002&amp;category=culture&amp;from=2026-05-01&amp;text=%E6%B2%B3&amp;free=true" aria-current="true">"#,
        // Nothing fits: the way out of each filter.
        "去掉关键词“河”",
        r#"href="/activities?category=culture&amp;from=2026-05-01&amp;text=%E6%B2%B3&amp;free=true""#,
    ] {
        assert!(screen(&page).contains(part), "{part}\n{}", screen(&page));
    }
    // What only the catalogue answers is not answered wrongly.
    portal.open_activity(3).await;
    let page = html(&portal, "/activities?weekdays=1&insured=true").await;
    assert!(!screen(&page).contains("清扫公园") && screen(&page).contains(r#"<input type="hidden" name="weekdays" value="1">"#) && screen(&page).contains("<noscript>") && preloaded(&page).is_none());
}

#[tokio::test]
async fn a_long_list_goes_on_by_a_link() {
    let portal = portal().await;
    let team = portal.team("431002").await;
    for minutes in 0..23 {
        portal.activity(team, "431002", None, 60 + minutes, 1).await;
    }
    let first = html(&portal, "/activities?category=environment").await;
    assert_eq!(screen(&first).matches("<article").count(), 20);
    let next = screen(&first).split_once(r#"pager" href=""#).unwrap().1.split_once('"').unwrap().0.replace("&amp;", "&");
    assert!(next.starts_with("/activities?category=environment&after="), "{next}");
    let rest = html(&portal, &next).await;
    assert_eq!(screen(&rest).matches("<article").count(), 3);
    let ids = |page: &str| portal_ids(screen(page));
    assert!(ids(&rest).iter().all(|id| !ids(&first).contains(id)));
    assert_eq!(portal.read::<ListActivities>(&NOBODY, (), "size=100").await.done().items.len(), 23);
}

fn portal_ids(screen: &str) -> Vec<String> {
    screen.split(r#"class="card__link" href=""#).skip(1).filter_map(|rest| rest.split_once('"')).map(|(address, _)| address.to_owned()).collect()
}

#[tokio::test]
async fn strange_addresses_are_answered_and_other_pages_come_without() {
    let portal = portal().await;
    let strange = ["/activities?text=%00%FF%E2%80%AE", "/activities?from=2026-02-30&to=x&division=1&category=&free=&size=0&after=AAAA", "//activities", "/activities?text=%", "/?text=x", "/activities?&&==&a"];
    for path in strange {
        assert_eq!(get(&portal, &NOBODY, path, &[]).await.status, 200, "{path}");
    }
    assert_eq!(get(&portal, &NOBODY, &format!("/activities?text={}", "x".repeat(5_000)), &[]).await.status, 200);
    for path in ["/login", "/me", "/index.html", "/activities/06b0fz3m4k2d8/more", "/card", "/activities?text=a%07b"] {
        let page = html(&portal, path).await;
        assert!(!page.contains("data-first") && page.contains("<title>志愿服务</title>") && preloaded(&page).is_none(), "{path}");
    }
}
