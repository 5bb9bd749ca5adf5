// All that a reader of a page meets: what is shown, what is read out, and what stands under the pointer.

const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&#96;': '`',
  '&amp;': '&',
};

const READ_OUT = /\s(?:aria-label|title|alt|placeholder|confirmation)="([^"]*)"/g;
/** What is typed into a terminal, and what names a revision, is alike for every reader. */
const TYPED = /<(code)\b[^>]*>.*?<\/\1>|<bdi class="tg-revision">.*?<\/bdi>/gs;

/** Each text by itself, with what may have been written by others marked as theirs nowhere. */
export function seenIn(page: string): string[] {
  const plain = page
    .replace(/<(style|script|cwdb-action)\b([^>]*)>.*?<\/\1>/gs, '<$1$2>')
    .replace(TYPED, ' ');
  const readOut = [...plain.matchAll(READ_OUT)].map(([, text = '']) => text);
  const shown = plain.replace(/<\/?(?:b|i|bdi|strong|span|time|a)\b[^>]*>/g, '').split(/<[^>]*>/);
  const texts = [...readOut, ...shown].map((text) =>
    text
      .replace(/&(?:lt|gt|quot|amp|#39|#96);/g, (entity) => ENTITIES[entity] ?? entity)
      .replace(/\s+/g, ' ')
      .trim(),
  );
  return [...new Set(texts)].filter((text) => text !== '');
}

/** A name of something: no word of a sentence has any of these in it. */
const NAME = /[\d_/:@#=.$*<>{}[\]\\]|-|\p{Ll}\p{Lu}/u;

/**
 * Words of Latin letters that are no names: of `a deployment of box-1 배포됨` it is `a`, `deployment`, `of`.
 */
export function latinWordsIn(text: string, theirs: readonly string[] = []): string[] {
  const left = theirs.reduce((rest, each) => rest.replaceAll(each, ' '), text);
  return left
    .split(/[\s,;()"'“”‘’…·→–+×]+|[가-힣]+/u)
    .map((word) => word.replace(/^[.:!?]+|[.:!?]+$/g, ''))
    .filter((word) => /\p{Script=Latin}/u.test(word) && !NAME.test(word));
}
