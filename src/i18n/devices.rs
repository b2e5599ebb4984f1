//! A browser in words people know, told from what it says of itself.

use crate::t;

/// `Chrome · Android`; what nobody can tell is left out.
pub fn words(agent: &str) -> String {
    let known = [browser(agent), system(agent)];
    let words: Vec<&str> = known.into_iter().flatten().collect();
    if words.is_empty() { t!(account.device_unknown).to_owned() } else { words.join(" · ") }
}

/// The first that fits: most browsers also name those they descend from.
fn browser(agent: &str) -> Option<&'static str> {
    let marks = [
        ("MicroMessenger", "微信 WeChat"), ("DingTalk", "钉钉 DingTalk"), ("AlipayClient", "支付宝 Alipay"), ("HuaweiBrowser", "华为 Huawei"),
        ("MiuiBrowser", "小米 Xiaomi"), ("MQQBrowser", "QQ"), ("UCBrowser", "UC"), ("Edg", "Edge"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"),
        ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"),
    ];
    marks.into_iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| name)
}

fn system(agent: &str) -> Option<&'static str> {
    let marks = [
        ("HarmonyOS", "HarmonyOS"), ("OpenHarmony", "HarmonyOS"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
        ("Macintosh", "Mac"), ("Linux", "Linux"),
    ];
    marks.into_iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_told_from_those_it_descends_from() {
        let cases = [
            ("Mozilla/5.0 (Linux; Android 14; Pixel) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36", "Chrome", "Android"),
            ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1", "Safari", "iPhone"),
            ("Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/116.0 Mobile Safari/537.36 MicroMessenger/8.0.49", "微信 WeChat", "Android"),
            ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36 Edg/126.0", "Edge", "Windows"),
        ];
        for (agent, name, system_name) in cases {
            assert_eq!((browser(agent), system(agent)), (Some(name), Some(system_name)), "{agent}");
        }
        assert_eq!((browser("curl/8"), system("curl/8")), (None, None));
    }
}
