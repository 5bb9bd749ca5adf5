// Whether a build of a bare commit is a release: nothing that it says of itself tells its branch.

import { isByWebhook, letsOnly, tellsPullRequests, type WebhookFilters } from './webhook.ts';

/** What else tells of a commit: the repository that has it, or another build of it. */
export type CommitTold =
  | { readonly isAdmitted: true }
  | {
      readonly isAdmitted: false;
      /** What told, as it goes on in a sentence: `repository shop has it on none of main`. */
      readonly told: string;
    };

interface BareBuild {
  readonly commit: string;
  readonly initiator: string;
  readonly sourceType?: string;
  readonly exported: Readonly<Record<string, string>>;
  readonly commitTold?: CommitTold;
}

export interface WantedBranches {
  /** Undefined where nobody has written them. */
  readonly written: readonly string[] | undefined;
  /** Those, or what stands for them. */
  readonly branches: readonly string[];
  readonly tags: readonly string[];
}

/**
 * What stands against it; undefined for nothing. The first that fits decides:
 *
 *     what else tells of the commit has it on an admitted branch   →  nothing
 *     … or on none                                                 →  that
 *     a webhook started it that lets nothing else build            →  nothing
 *     `branches` is unwritten                                      →  nothing
 *     else                                                         →  that nothing tells
 */
export function againstBareCommit(
  build: BareBuild,
  { written, branches, tags }: WantedBranches,
  filters: WebhookFilters = [],
): string | undefined {
  const { commitTold } = build;
  if (commitTold) return commitTold.isAdmitted ? undefined : `of its commit ${commitTold.told}`;
  if (isByWebhook(build) && letsOnly(filters, { branches, tags, sourceType: build.sourceType }))
    return undefined;
  return written === undefined ? undefined : untoldText(build, written);
}

const TELL = 'let its buildspec export CODEBUILD_WEBHOOK_TRIGGER';

function untoldText(
  { commit, initiator, sourceType, exported }: BareBuild,
  branches: readonly string[],
): string {
  const wanted = branches.join(', ') || 'any that has releases (source.branches names none)';
  if (!isByWebhook({ initiator, exported }))
    return (
      `nothing tells its branch: ${initiator || 'nobody known'} has started it of the bare commit ` +
      `${commit.slice(0, 7)}, and no other build of that commit tells of ${wanted}: start it of a branch by its name, or ${TELL}`
    );
  const requests = tellsPullRequests(sourceType)
    ? ''
    : `, or pull requests, which ${sourceType} does not tell apart`;
  return (
    `nothing tells its branch, and the project’s webhook lets other branches build than ${wanted}${requests}: ` +
    `${TELL}, or give each of the webhook’s groups of filters the filter HEAD_REF${requests && ' and the event PUSH alone'}`
  );
}
