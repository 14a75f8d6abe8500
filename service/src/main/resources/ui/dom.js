// Elements without a library. Text is always set as text, never as markup: labels come from other people's files.

export function byId(id) {
  return document.getElementById(id);
}

/** An element with properties (or attributes, where the name has a dash) and children (nodes or text). */
export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.includes('-')) made.setAttribute(key, value);
    else made[key] = value;
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

export function number(value) {
  return value.toLocaleString('en-US');
}
