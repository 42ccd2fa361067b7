//! Forms, as a browser without JavaScript reads and posts them. It knows just enough of HTML for the portal's own pages,
//! where values are always quoted and `<` and `>` in them always escaped.

/// A form with what stands in its fields.
#[derive(Clone, Debug)]
pub struct Form {
    pub action: String,
    pub fields: Vec<(String, String)>,
}

impl Form {
    /// Every form of a page that posts to `action`.
    pub fn all_in(page: &str, action: &str) -> Vec<Self> {
        let forms = page.split("<form").skip(1).filter_map(|rest| rest.split("</form>").next());
        let ours = forms.filter(|form| attribute(form.split('>').next().unwrap_or_default(), "action").as_deref() == Some(action));
        ours.map(|form| Self { action: action.to_owned(), fields: fields(form) }).collect()
    }

    /// The same form with this typed into a field.
    pub fn with(self, name: &str, value: &str) -> Self {
        let mut form = self.without(name);
        form.fields.push((name.to_owned(), value.to_owned()));
        form
    }

    /// The same form without a field, as where a box is not ticked.
    pub fn without(mut self, name: &str) -> Self {
        self.fields.retain(|(known, _)| known != name);
        self
    }

    /// The fields, to be posted.
    pub fn pairs(&self) -> Vec<(&str, &str)> {
        self.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
    }

    /// What stands in a field.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

fn fields(form: &str) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    let mut list: Option<(String, Option<String>)> = None;
    for (tag, text) in form.split('<').skip(1).filter_map(|piece| piece.split_once('>')) {
        match tag.split(' ').next().unwrap_or_default() {
            "input" => fields.extend(input(tag)),
            "textarea" => fields.extend(attribute(tag, "name").map(|name| (name, unescaped(text.strip_prefix('\n').unwrap_or(text))))),
            "select" => list = attribute(tag, "name").filter(|_| !has(tag, "disabled")).map(|name| (name, None)),
            "option" => choose(list.as_mut(), tag),
            "/select" => fields.extend(list.take().and_then(|(name, chosen)| Some((name, chosen?)))),
            _ => {}
        }
    }
    fields
}

fn input(tag: &str) -> Option<(String, String)> {
    let kind = attribute(tag, "type");
    let is_box = matches!(kind.as_deref(), Some("checkbox" | "radio"));
    let is_posted = !has(tag, "disabled") && (!is_box || has(tag, "checked"));
    let name = attribute(tag, "name").filter(|_| is_posted)?;
    Some((name, attribute(tag, "value").unwrap_or_default()))
}

/// The first choice counts until one is marked.
fn choose(list: Option<&mut (String, Option<String>)>, tag: &str) {
    if let Some((_, chosen)) = list
        && (chosen.is_none() || has(tag, "selected"))
    {
        *chosen = attribute(tag, "value");
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split('"').next().map(unescaped)
}

fn has(tag: &str, flag: &str) -> bool {
    tag.split(' ').any(|part| part.trim_end_matches('/').split('=').next() == Some(flag))
}

fn unescaped(html: &str) -> String {
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&#39;", "'"), ("&#x2F;", "/"), ("&amp;", "&")]
        .iter()
        .fold(html.to_owned(), |text, (escaped, plain)| text.replace(escaped, plain))
}
