// What a project's webhook lets build, as far as its filters can be understood.

import { fitsGlob } from './glob.ts';

/** A filter of CodeBuild's: all of a group must fit an event, and any group will do. */
export interface WebhookFilter {
  readonly type: string;
  readonly pattern: string;
  readonly excludes: boolean;
}

export type WebhookFilters = readonly (readonly WebhookFilter[])[];

/** What CodeBuild calls whoever started a build is, of a webhook, what its sender calls itself. */
const SENDERS = /^(GitHub-Hookshot|Bitbucket(-Webhooks|-Hookshot)?|GitLab(-Hookshot)?)(\/|$)/i;

/** Whether the name of whoever has started a build is that of a webhook’s sender. */
export function isSender(initiator: string): boolean {
  return SENDERS.test(initiator);
}

/** Whether a webhook has started the build: its sender says so, or what only a webhook’s build has to export. */
export function isByWebhook({
  initiator,
  exported,
}: {
  readonly initiator: string;
  readonly exported: Readonly<Record<string, string>>;
}): boolean {
  if (isSender(initiator)) return true;
  return Object.entries(exported).some(
    ([name, value]) => name.startsWith('CODEBUILD_WEBHOOK_') && value.trim() !== '',
  );
}

/** Builds of such events say themselves that they are of a pull request, where the source tells those apart. */
const TELL_THEMSELVES = /^PULL_REQUEST_(CREATED|UPDATED|REOPENED|CLOSED)$/;

/** Of GitLab and Bitbucket a pull request is built by its commit, as a push is; only GitHub has `pr/7`. */
export function tellsPullRequests(sourceType: string | undefined): boolean {
  return !/^(GITLAB|BITBUCKET)/.test(sourceType ?? '');
}

interface Admitted {
  readonly branches: readonly string[];
  readonly tags: readonly string[];
  readonly sourceType: string | undefined;
}

/**
 * Whether all that the webhook lets build and that does not say so itself is of these branches and tags.
 *
 * Each group must name what it builds by a `HEAD_REF` that is anchored at both ends: `refs/heads/main` alone fits
 * `refs/heads/main-of-a-stranger` too, and a fork’s branch may be called main. What cannot be understood lets
 * anything build.
 */
export function letsOnly(filters: WebhookFilters, admitted: Admitted): boolean {
  const tells = tellsPullRequests(admitted.sourceType);
  const asking = filters.filter((group) => !(tells && tellsItself(group)));
  return (
    filters.length > 0 &&
    asking.every((group) => isNarrow(group, admitted) && (tells || isOfPushes(group)))
  );
}

function tellsItself(group: readonly WebhookFilter[]): boolean {
  return eventsOf(group).some((events) => events.every((event) => TELL_THEMSELVES.test(event)));
}

function isOfPushes(group: readonly WebhookFilter[]): boolean {
  return eventsOf(group).some((events) => events.every((event) => event === 'PUSH'));
}

function eventsOf(group: readonly WebhookFilter[]): readonly (readonly string[])[] {
  return group
    .filter(({ type, excludes }) => type === 'EVENT' && !excludes)
    .map(({ pattern }) => pattern.split(',').map((event) => event.trim()));
}

function isNarrow(group: readonly WebhookFilter[], { branches, tags }: Admitted): boolean {
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
