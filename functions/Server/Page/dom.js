/** Creates an element. Strings become text nodes: nothing from a dataset is ever parsed as HTML. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value != null) made.setAttribute(key, value);
  }
  made.append(...children.filter(child => child != null));
  return made;
}

/** Creates a table. `columns` are [title, isNumber]. */
export function table(caption, columns, rows) {
  const header = columns.map(([title, isNumber]) =>
    element("th", { scope: "col", class: isNumber && "number" }, title));
  const cells = row => row.map((cell, i) => element("td", { class: columns[i][1] && "number" }, cell));
  return element("div", { class: "wide", tabindex: "0", role: "region", "aria-label": caption },
    element("table", {},
      element("thead", {}, element("tr", {}, ...header)),
      element("tbody", {}, ...rows.map(row => element("tr", {}, ...cells(row))))));
}

/** Creates a list of [name, value]; null values are left out. */
export function facts(pairs) {
  const items = pairs.filter(([, value]) => value != null)
    .map(([name, value]) => element("div", {}, element("dt", {}, name), element("dd", {}, value)));
  return element("dl", { class: "facts" }, ...items);
}

export const state = name => element("span", { class: `state ${name}` }, name);
