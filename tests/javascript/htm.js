/**
 * html`…` templates (htm, https://github.com/developit/htm) and JSX say the same in two spellings. Prettier
 * formats JSX and leaves htm's templates as they are, so `toJsx` spells a module in JSX and `toHtm` spells it back.
 *
 * What differs: a component is `<${Name}` and ends with `<//>`, a value stands in `${…}`, several roots need no
 * fragment, and a tag may be any expression. htm trims white space that holds a line break, as JSX does.
 */
import * as babel from "prettier/plugins/babel";

// Three characters, as `${` and `}` around a component's name: lines are as long in both spellings.
const COMPONENT = "$$$";
const EXPRESSION = "Tag$$$";

/** @typedef {{type: string, start: number, end: number, [name: string]: any}} Node */

/** @param {string} source @returns {Node} */
const parse = (source) => babel.parsers.babel.parse(source, /** @type {any} */ ({}));

/** The outermost nodes below a node that `wanted` picks. @param {any} node @param {(node: Node) => boolean} wanted */
function outermost(node, wanted, found = []) {
  for (const [name, value] of Object.entries(node)) {
    if (name === "loc" || name === "extra" || name === "comments" || name === "tokens") continue;
    for (const each of Array.isArray(value) ? value : [value]) {
      if (!each || typeof each.type !== "string") continue;
      if (wanted(each)) found.push(each);
      else outermost(each, wanted, found);
    }
  }
  return found.sort((one, other) => one.start - other.start);
}

/** The source from `start` to `end`, with each node's text replaced. */
function replaced(source, start, end, nodes, write) {
  let text = "";
  for (const node of nodes) {
    const [from, to, written] = write(node);
    text += source.slice(start, from) + written;
    start = to;
  }
  return text + source.slice(start, end);
}

const isTemplate = (node) => node.type === "TaggedTemplateExpression" && node.tag.name === "html";
const isJsx = (node) => node.type === "JSXElement" || node.type === "JSXFragment";

// ---- htm → JSX

/** @param {string} source @returns {{source: string, tags: string[]}} `tags`: expressions that are used as a tag */
export function toJsx(source) {
  const tags = [];
  const within = (node) => {
    if (isTemplate(node)) return jsxOf(node);
    return replaced(source, node.start, node.end, outermost(node, isTemplate), (each) => [
      each.start,
      each.end,
      jsxOf(each),
    ]);
  };
  const jsxOf = ({ quasi }) => new Template(quasi, within, tags).roots();
  const program = parse(source);
  const text = replaced(source, 0, source.length, outermost(program, isTemplate), (each) => [
    each.start,
    each.end,
    jsxOf(each),
  ]);
  return { source: text, tags };
}

/** Reads one template: its texts' characters, with each `${…}` as one character of its own kind. */
class Template {
  constructor({ quasis, expressions }, within, tags) {
    this.parts = quasis.flatMap((quasi, at) => [
      ...quasi.value.cooked,
      ...(expressions[at] ? [expressions[at]] : []),
    ]);
    this.at = 0;
    this.within = within;
    this.tags = tags;
  }

  get next() {
    return this.parts[this.at];
  }

  sees = (text) => [...text].every((letter, ahead) => this.parts[this.at + ahead] === letter);

  skip(text) {
    if (!this.sees(text))
      throw new Error(`“${text}” expected at “${this.parts.slice(this.at, this.at + 20).join("")}”`);
    this.at += text.length;
  }

  /** Letters up to one that does not fit, or an expression. */
  letters(fits) {
    let found = "";
    while (typeof this.next === "string" && fits(this.next)) found += this.parts[this.at++];
    return found;
  }

  /** What stands in `${…}`, in JSX. */
  value = () => this.within(this.parts[this.at++]);

  roots() {
    const children = this.children();
    if (this.at < this.parts.length) throw new Error("a tag is closed that was not opened");
    return children.length === 1 && children[0].startsWith("<") ? children[0] : `<>${children.join("")}</>`;
  }

  children() {
    const found = [];
    while (this.at < this.parts.length && !this.sees("</")) {
      if (typeof this.next !== "string") found.push(`{${this.value()}}`);
      else if (this.next === "<") found.push(this.element());
      else {
        const text = this.letters((letter) => letter !== "<").replace(/^\s*\n\s*|\s*\n\s*$/g, "");
        if (/[{}>]/.test(text)) throw new Error(`JSX would read “${text}” as code`);
        if (text) found.push(text);
      }
    }
    return found;
  }

  element() {
    this.skip("<");
    const tag =
      typeof this.next === "string" ? this.letters((letter) => !/[\s/>]/.test(letter)) : this.component();
    const attributes = this.attributes();
    if (this.sees("/>")) {
      this.skip("/>");
      return `<${tag}${attributes} />`;
    }
    this.skip(">");
    const children = this.children().join("");
    this.skip("</");
    this.letters((letter) => letter !== ">");
    this.skip(">");
    return `<${tag}${attributes}>${children}</${tag}>`;
  }

  component() {
    const { type, name } = this.next;
    const expression = this.value();
    if (type === "Identifier" && /^[A-Z]/.test(name)) return name + COMPONENT;
    return `${EXPRESSION}${this.tags.push(expression) - 1}`;
  }

  attributes() {
    let found = "";
    for (;;) {
      this.letters((letter) => /\s/.test(letter));
      if (this.next === ">" || this.next === "/") return found;
      if (this.sees("...")) {
        this.skip("...");
        found += ` {...${this.value()}}`;
        continue;
      }
      found += ` ${this.letters((letter) => !/[\s=>/]/.test(letter))}`;
      if (this.next !== "=") continue;
      this.skip("=");
      if (typeof this.next !== "string") found += `={${this.value()}}`;
      else {
        this.skip('"');
        found += `="${this.letters((letter) => letter !== '"')}"`;
        this.skip('"');
      }
    }
  }
}

// ---- JSX → htm

/** @param {string} source @param {string[]} tags what `toJsx` found @returns {string} */
export function toHtm(source, tags) {
  return new Speller(source, tags).roots(parse(source));
}

class Speller {
  constructor(source, tags) {
    this.source = source;
    this.tags = tags;
  }

  /** The text of a node that is no JSX itself. */
  roots = (node, start = node.start, end = node.end) =>
    replaced(this.source, start, end, outermost(node, isJsx), (each) => this.root(each));

  /** One template; the brackets that stand around several lines become its quotation marks. */
  root(node) {
    const { parenthesized } = node.extra ?? {};
    const inside = node.type === "JSXFragment" ? this.fragment(node) : this.jsx(node);
    if (!parenthesized) return [node.start, node.end, `html\`${inside}\``];
    const before = /\(\s*$/.exec(this.source.slice(0, node.start))[0];
    const after = /^\s*\)/.exec(this.source.slice(node.end))[0];
    const text = /^\s|\s$/.test(inside) ? inside : before.slice(1) + inside + after.slice(0, -1);
    return [node.start - before.length, node.end + after.length, `html\`${text}\``];
  }

  /** Several roots; inside brackets one step further to the left, as nothing stands around them any more. */
  fragment({ openingFragment, closingFragment, children, extra }) {
    const text = this.children(children, openingFragment.end, closingFragment.start);
    if (!extra?.parenthesized || !text.startsWith("\n")) return text;
    return text.trim().replaceAll("\n  ", "\n");
  }

  jsx({ openingElement: opening, closingElement: closing, children }) {
    const tag = this.tag(opening.name.name);
    let text = `<${tag}`;
    let at = opening.name.end;
    for (const each of opening.attributes) {
      text += this.source.slice(at, each.start) + this.attribute(each);
      at = each.end;
    }
    text += this.source.slice(at, opening.end);
    if (!closing) return text;
    const inside = this.children(children, opening.end, closing.start);
    return `${text}${inside}${tag.startsWith("$") ? "<//>" : `</${tag}>`}`;
  }

  tag(name) {
    if (name.startsWith(EXPRESSION)) return `\${${this.tags[Number(name.slice(EXPRESSION.length))]}}`;
    return name.endsWith(COMPONENT) ? `\${${name.slice(0, -COMPONENT.length)}}` : name;
  }

  attribute(node) {
    if (node.type === "JSXSpreadAttribute") return `...\${${this.roots(node.argument)}}`;
    const { name, value } = node;
    if (value?.type !== "JSXExpressionContainer") return this.source.slice(node.start, node.end);
    return `${this.source.slice(name.start, name.end)}=${this.container(value)}`;
  }

  children(nodes, start, end) {
    return replaced(
      this.source,
      start,
      end,
      nodes.filter((each) => each.type !== "JSXText"),
      (each) => [
        each.start,
        each.end,
        isJsx(each)
          ? each.type === "JSXFragment"
            ? this.fragment(each)
            : this.jsx(each)
          : this.container(each),
      ],
    );
  }

  container(node) {
    const { expression } = node;
    if (!isJsx(expression)) return `$${this.roots(node)}`;
    const [, , text] = this.root(expression);
    const before = this.source.slice(node.start + 1, expression.start);
    const after = this.source.slice(expression.end, node.end - 1);
    return `\${html\`${before}${text.slice("html`".length, -1)}${after}\`}`;
  }
}
