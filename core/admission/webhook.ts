// What a project's webhook lets build, as far as its filters can be understood.

import { fitsGlob } from './glob.ts';

/** A filter of CodeBuild's: all of a group must fit an event, and any group will do. */
export interface WebhookFilter {
  readonly type: string;
  readonly pattern: string;
  readonly excludes: boolean;
}

export type WebhookFilters = readonly (readonly WebhookFilter[])[];

/** Builds of such events say themselves that they are of a pull request. */
const TELL_THEMSELVES = /^PULL_REQUEST_(CREATED|UPDATED|REOPENED|CLOSED)$/;

/**
 * Whether all that the webhook lets build and that does not say so itself is of these branches and tags.
 *
 * Each group must name what it builds by a `HEAD_REF` that is anchored at both ends: `refs/heads/main` alone fits
 * `refs/heads/main-of-a-stranger` too. What cannot be understood lets anything build.
 */
export function letsOnly(
  filters: WebhookFilters,
  branches: readonly string[],
  tags: readonly string[],
): boolean {
  const asking = filters.filter((group) => !tellsItself(group));
  return filters.length > 0 && asking.every((group) => isNarrow(group, branches, tags));
}

function tellsItself(group: readonly WebhookFilter[]): boolean {
  return group.some(
    ({ type, pattern, excludes }) =>
      type === 'EVENT' &&
      !excludes &&
      pattern.split(',').every((event) => TELL_THEMSELVES.test(event.trim())),
  );
}

function isNarrow(
  group: readonly WebhookFilter[],
  branches: readonly string[],
  tags: readonly string[],
): boolean {
  return group.some(({ type, pattern, excludes }) => {
    const refs = type === 'HEAD_REF' && !excludes ? refsOf(pattern) : undefined;
    return refs?.every((ref) => {
      const [, kind, name = ''] = /^refs\/(heads|tags)\/(.+)$/s.exec(ref) ?? [];
      const admitted = kind === 'heads' ? branches : kind === 'tags' ? tags : [];
      return admitted.some((glob) => covers(glob, name));
    });
  });
}

/** The one branch that all pushes must be of that the webhook lets build; undefined where there are several. */
export function onlyBranchOf(filters: WebhookFilters): string | undefined {
  const asking = filters.filter((group) => !tellsItself(group));
  const refs = asking.map((group) => {
    const heads = group.filter(({ type, excludes }) => type === 'HEAD_REF' && !excludes);
    return heads.flatMap(({ pattern }) => refsOf(pattern) ?? ['*']);
  });
  const [first = '', ...others] = new Set(refs.flat());
  const [, branch] = /^refs\/heads\/([^*]+)$/.exec(first) ?? [];
  return others.length === 0 && refs.every((each) => each.length > 0) ? branch : undefined;
}

/** Whether the glob fits all that another fits. */
function covers(glob: string, other: string): boolean {
  return glob === '**' || glob === other || (!/[*?]/.test(other) && fitsGlob(glob, other));
}

/**
 * The refs that a pattern lets build, as globs; undefined where it may let others build too.
 *
 *     ^refs/heads/main$                  →  refs/heads/main
 *     ^refs/heads/(main|release/.*)$     →  refs/heads/main, refs/heads/release/**
 *     refs/heads/main                    →  undefined: it fits refs/heads/mainly as well
 */
export function refsOf(pattern: string): readonly string[] | undefined {
  const refs = alternativesOf(pattern)?.map(refOf);
  return refs?.every((ref) => ref !== undefined) ? refs : undefined;
}

/** `^a$|^b$`, `^(a|b)$` and `^c/(a|b)$`, taken apart. */
function alternativesOf(pattern: string): string[] | undefined {
  const whole = pattern.split(/\$\|\^/);
  const inner = whole.join('$|^').replace(/^\^/, '').replace(/\$$/, '');
  if (!/^\^.*\$$/s.test(pattern)) return undefined;
  const parts = inner.split('$|^');
  const apart: string[] = [];
  for (const part of parts) {
    const [, before, choices, after] = /^([^()|]*)\((?:\?:)?([^()]*)\)([^()|]*)$/s.exec(part) ?? [];
    if (choices === undefined && /[()|]/.test(part)) return undefined;
    const each = choices?.split('|').map((choice) => `${before}${choice}${after}`);
    apart.push(...(each ?? [part]));
  }
  return apart;
}

/** The text that a pattern without choices fits, as a glob; undefined for one that says more than `.*`. */
function refOf(pattern: string): string | undefined {
  const glob = pattern
    .replaceAll(/\[\^\/\]\*|\[\^\/\]\+/g, '\u0001')
    .replaceAll(/\.\*|\.\+/g, '\u0002')
    .replaceAll(/\\([./-])/g, (_, letter: string) => (letter === '.' ? '\u0003' : letter));
  if (/[.*+?[\]{}\\^$]/.test(glob)) return undefined;
  return glob.replaceAll('\u0001', '*').replaceAll('\u0002', '**').replaceAll('\u0003', '.');
}
