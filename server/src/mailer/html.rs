//! A letter as HTML. Mail programs know tables and inline styles, and little else.

use super::letter::{Button, Letter, LineTable, Mark, Row};
use app::text::{freight, mail};
use domain::{Language, Totals, money::VAT_PERMILLE};
use maud::{DOCTYPE, Markup, PreEscaped, html};

const FONT: &str = "font-family:Inter,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;";
const INK: &str = "color:#23242f;";
const SOFT: &str = "color:#5b5d6b;";
const LINE: &str = "border-bottom:1px solid #e6e4df;";
const NUMBER: &str = "text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums;vertical-align:top;";

/// More room where there is some; programs that do not understand it leave what fits on a phone.
const ROOMY: &str = "@media (min-width:600px){.paper{padding:40px 24px!important}.sheet{padding:40px!important}}";
/// Around the letter for Outlook on Windows, which knows no largest width.
const OUTLOOK: [&str; 2] = [
    "<!--[if mso]><table role=\"presentation\" width=\"600\" cellpadding=\"0\" cellspacing=\"0\"><tr><td><![endif]-->",
    "<!--[if mso]></td></tr></table><![endif]-->",
];

/// The whole document. Everything that a person typed is escaped.
pub(super) fn html(letter: &Letter) -> String {
    let preview = letter.paragraphs.first().map(String::as_str).unwrap_or_default();
    html! {
        (DOCTYPE)
        html lang=(letter.language.word()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light";
                title { (letter.subject) }
                style { (PreEscaped(ROOMY)) }
            }
            body style=(format!("margin:0;padding:0;background:#f7f6f3;{FONT}{INK}")) {
                div style="display:none;max-height:0;overflow:hidden;" { (preview) }
                table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#f7f6f3;" {
                    tr {
                        td class="paper" align="center" style="padding:24px 16px 32px;" {
                            (PreEscaped(OUTLOOK[0])) (sheet(letter)) (PreEscaped(OUTLOOK[1]))
                        }
                    }
                }
            }
        }
    }
    .into_string()
}

fn sheet(letter: &Letter) -> Markup {
    html! {
        table role="presentation" width="600" cellpadding="0" cellspacing="0" style="width:100%;max-width:600px;" {
            tr { td style="padding:0 8px 16px;" { (brand(letter.language)) } }
            tr {
                td class="sheet" style="background:#ffffff;border:1px solid #e6e4df;border-radius:12px;padding:28px 24px;word-break:break-word;" {
                    h1 style="margin:0 0 20px;font-size:22px;line-height:28px;font-weight:650;letter-spacing:-0.01em;" { (letter.heading) }
                    p style=(paragraph_style()) { (letter.greeting) }
                    @for paragraph in &letter.paragraphs { p style=(paragraph_style()) { (paragraph) } }
                    (facts(&letter.facts))
                    @for table in &letter.tables { (lines(letter.language, table)) }
                    (button(&letter.button))
                }
            }
            tr { td style=(format!("padding:16px 8px 0;font-size:12px;line-height:18px;word-break:break-word;{SOFT}")) { (letter.footer) } }
        }
    }
}

fn paragraph_style() -> String {
    format!("margin:0 0 14px;font-size:15px;line-height:23px;{INK}")
}

fn brand(l: Language) -> Markup {
    html! {
        table role="presentation" cellpadding="0" cellspacing="0" {
            tr {
                td style="width:24px;height:24px;background:#2f4bb8;border-radius:6px;color:#ffffff;font-size:14px;line-height:24px;text-align:center;" { "✓" }
                td style="padding-left:10px;font-size:15px;font-weight:650;" { (mail::brand(l)) }
            }
        }
    }
}

fn facts(facts: &[(&'static str, String)]) -> Markup {
    html! {
        @if !facts.is_empty() {
            table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="margin:6px 0 20px;background:#f7f6f3;border-radius:8px;" {
                @for (label, value) in facts {
                    tr {
                        td style=(format!("padding:8px 14px;width:38%;font-size:13px;line-height:20px;vertical-align:top;{SOFT}")) { (label) }
                        td style="padding:8px 14px;font-size:14px;line-height:20px;font-weight:600;white-space:pre-line;" { (value) }
                    }
                }
            }
        }
    }
}

/// Two columns, so that long words and large amounts have room beside each other on a phone.
fn lines(l: Language, table: &LineTable) -> Markup {
    let heading = format!("padding:0 0 6px;font-size:12px;line-height:18px;font-weight:500;{SOFT}{LINE}");
    html! {
        h2 style="margin:22px 0 10px;font-size:15px;line-height:22px;font-weight:650;" { (table.title) }
        table width="100%" cellpadding="0" cellspacing="0" style="border-collapse:collapse;" {
            tr {
                th align="left" style=(format!("{heading}text-align:left;")) {
                    (mail::column_article(l)) " · " (mail::column_quantity(l)) " × " (mail::column_price(l))
                }
                th align="right" style=(format!("{heading}text-align:right;padding-left:16px;")) { (mail::column_amount(l)) }
            }
            @for row in &table.rows { (line(row)) }
            @if let Some(totals) = &table.totals { (sums(l, totals)) }
        }
    }
}

fn line(row: &Row) -> Markup {
    html! {
        tr {
            td style=(format!("padding:10px 0;font-size:14px;line-height:20px;vertical-align:top;{LINE}")) {
                span style="font-weight:600;" { (row.name) }
                br;
                span style=(format!("font-size:12px;{SOFT}")) { (row.article_number) }
                br;
                (row.quantity) " × " (row.price)
                @if let Some(remark) = &row.remark {
                    br;
                    span style=(format!("font-size:13px;white-space:pre-line;{}", colour(remark.mark))) { (remark.text) }
                }
            }
            td align="right" style=(format!("padding:10px 0 10px 16px;font-size:14px;line-height:20px;{NUMBER}{LINE}")) { (row.amount) }
        }
    }
}

const fn colour(mark: Mark) -> &'static str {
    match mark {
        Mark::Waiting => "color:#8a5a00;",
        Mark::Rejected => "color:#b3261e;",
        Mark::Changed => "color:#2f4bb8;",
    }
}

fn sums(l: Language, totals: &Totals) -> Markup {
    let row = |label: String, amount: String, style: &str| {
        html! {
            tr {
                td align="right" style=(format!("padding:6px 0 0;{style}text-align:right;")) { (label) }
                td align="right" style=(format!("padding:6px 0 0 16px;{style}{NUMBER}")) { (amount) }
            }
        }
    };
    let plain = format!("font-size:13px;line-height:20px;{SOFT}");
    html! {
        (row(mail::net(l).into(), totals.net.to_string(), &plain))
        @if !totals.freight.is_nothing() { (row(freight::title(l).into(), totals.freight.to_string(), &plain)) }
        (row(mail::vat(l, vat_rate()), totals.vat.to_string(), &plain))
        (row(mail::total(l).into(), totals.total.to_string(), "font-size:15px;line-height:22px;font-weight:650;"))
    }
}

/// `8.1`.
pub(super) fn vat_rate() -> String {
    format!("{}.{}", VAT_PERMILLE / 10, VAT_PERMILLE % 10)
}

/// High enough for a thumb. Outlook on Windows heeds no padding of links, but has a word of its own for that of cells.
fn button(button: &Button) -> Markup {
    html! {
        table role="presentation" cellpadding="0" cellspacing="0" style="margin:28px 0 0;" {
            tr {
                td align="center" style="background:#2f4bb8;border-radius:8px;mso-padding-alt:14px 26px;" {
                    a href=(button.url) style="display:inline-block;padding:14px 26px;font-size:16px;line-height:20px;font-weight:600;color:#ffffff;text-decoration:none;" {
                        (button.label)
                    }
                }
            }
        }
        p style=(format!("margin:12px 0 0;font-size:12px;line-height:18px;word-break:break-all;{SOFT}")) { (button.url) }
    }
}
