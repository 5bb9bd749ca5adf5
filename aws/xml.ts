// XML as AWS's Query answers it: elements whose attributes tell nothing, lists of elements called `member`.

const ENTITIES: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
};

interface Element {
  readonly name: string;
  readonly children: Element[];
  text: string;
}

/** A tag, or the text before the next one. */
const PIECES = /<\?[^>]*\?>|<(\/?)([\w.:-]+)(?:\s[^>]*?)?(\/?)>|([^<]+)/g;

/**
 * The value of the outermost element: texts, objects and lists. An element that is empty is an empty text, whatever it
 * would hold.
 *
 *     <A><B>1</B><C><member>x</member></C></A>  →  { B: '1', C: ['x'] }
 */
export function readXml(text: string): unknown {
  const top: Element = { name: '', children: [], text: '' };
  const open = [top];
  for (const [, closes, name, isEmpty, said] of text.matchAll(PIECES)) {
    const within = open.at(-1) ?? top;
    if (said !== undefined) within.text += plain(said);
    else if (closes) open.pop();
    else if (name !== undefined) {
      const made: Element = { name, children: [], text: '' };
      within.children.push(made);
      if (!isEmpty) open.push(made);
    }
  }
  const [outermost] = top.children;
  return outermost && contentOf(outermost);
}

function contentOf({ children, text }: Element): unknown {
  if (children.length === 0) return text;
  if (children.every(({ name }) => name === 'member')) return children.map(contentOf);
  return Object.fromEntries(children.map((child) => [child.name, contentOf(child)]));
}

function plain(text: string): string {
  return text.replaceAll(/&(#x?)?(\w+);/g, (whole, number: string | undefined, word: string) => {
    if (number === undefined) return ENTITIES[word] ?? whole;
    return String.fromCodePoint(Number.parseInt(word, number === '#x' ? 16 : 10));
  });
}
