// A proposal as a file that a person reads, fills in and keeps.

import {
  type Document,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  parseDocument,
  stringify,
  visit,
} from 'yaml';
import { harmless } from '../../core/harmless.ts';
import type { Proposal } from './propose.ts';
import type { Unknowns } from './unknowns.ts';

const HEAD = '# yaml-language-server: $schema=';
const WIDTH = 100;
/** Longer collections stand on lines of their own. */
const LONGEST_INLINE = 76;

export interface FileFrom {
  /** What it was made from, in words. */
  readonly source: string;
  /** Where editors find the schema. */
  readonly schema: string;
}

/** The same proposal gives the same text. */
export function pipelineText(
  { definition, comments, unknowns }: Proposal,
  { source, schema }: FileFrom,
): string {
  const document = parseDocument(stringify(definition, { aliasDuplicateObjects: false }));
  inline(document, unknowns);
  for (const { path, text } of comments) {
    const node = document.getIn(path, true);
    if (isNode(node)) node.commentBefore = wrapped(text, WIDTH - 2 * path.length - 4);
  }
  explain(document, unknowns);
  space(document);
  const todo = isTodo(document, unknowns)
    ? 'What it could not know is marked TODO: it can be simulated as it is, and applied when all is filled in.\n'
    : '';
  const head = `Written by tidegate init from ${source}.\n${todo}`;
  const lines = wrapped(head, WIDTH).split('\n');
  return `${HEAD}${schema}\n${lines.map((line) => `#${line}`).join('\n')}\n\n${document.toString({ lineWidth: 0, flowCollectionPadding: true })}`;
}

/** Short things without a placeholder stand on one line. */
function inline(document: Document, unknowns: Unknowns): void {
  visit(document, {
    Collection(_, node, path) {
      const parent = path.at(-1);
      const isTarget = isMap(node) && (node.has('account') || node.has('targets'));
      const isListOfMaps = isSeq(node) && node.items.some((item) => isMap(item));
      if (path.length < 2 || isTarget || isListOfMaps || hasTodo(node, unknowns)) return undefined;
      const text = stringify(node, { collectionStyle: 'flow', lineWidth: 0 });
      const isNamed = isPair(parent) || isMap(node);
      if (isNamed && text.length <= LONGEST_INLINE && node.items.length > 0) node.flow = true;
      return node.flow ? visit.SKIP : undefined;
    },
  });
}

function hasTodo(node: unknown, unknowns: Unknowns): boolean {
  if (isScalar(node)) return unknowns.reasonOf(node.value) !== undefined;
  if (isPair(node)) return hasTodo(node.value, unknowns);
  return isCollection(node) && node.items.some((item) => hasTodo(item, unknowns));
}

function isTodo({ contents }: Document, unknowns: Unknowns): boolean {
  return hasTodo(contents, unknowns);
}

/** Beside each placeholder, what belongs there. */
function explain(document: Document, unknowns: Unknowns): void {
  visit(document, {
    Scalar(key, node) {
      const reason = key === 'key' ? undefined : unknowns.reasonOf(node.value);
      if (reason) node.comment = ` TODO: ${harmless(reason)}`;
    },
  });
}

/** An empty line before the stages, and before each but the first. */
function space({ contents }: Document): void {
  if (!isMap(contents)) return;
  for (const { key, value } of contents.items) {
    if (!isScalar(key) || key.value !== 'stages' || !isSeq(value)) continue;
    key.spaceBefore = true;
    value.items.forEach((stage, index) => {
      if (isNode(stage) && index > 0) stage.spaceBefore = true;
    });
  }
}

/** Lines of at most so many columns, each beginning with a space, as comments do. */
function wrapped(text: string, width: number): string {
  const lines: string[] = [];
  for (const paragraph of text.trim().split('\n')) {
    let line = '';
    for (const word of harmless(paragraph).split(' ')) {
      if (line.length + word.length + 1 > width) {
        lines.push(line);
        line = '';
      }
      line += ` ${word}`;
    }
    lines.push(line);
  }
  return lines.join('\n');
}
