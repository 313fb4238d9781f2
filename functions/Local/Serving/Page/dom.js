/** Makes an element. Texts are texts: nothing that comes from data is ever read as HTML. */
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

/** A table; `columns` are [title, isNumber]. */
export function table(caption, columns, rows) {
  return element("div", { class: "wide", tabindex: "0", role: "region", "aria-label": caption },
    element("table", {},
      element("thead", {}, element("tr", {}, ...columns.map(([title, isNumber]) => element("th", { scope: "col", class: isNumber && "number" }, title)))),
      element("tbody", {}, ...rows.map(row => element("tr", {}, ...row.map((cell, i) => element("td", { class: columns[i][1] && "number" }, cell)))))));
}

export function facts(pairs) {
  return element("dl", { class: "facts" }, ...pairs.filter(([, value]) => value != null).map(([name, value]) =>
    element("div", {}, element("dt", {}, name), element("dd", {}, value))));
}

export const state = name => element("span", { class: `state ${name}` }, name);
