// A change that somebody has made in an account and region: what may have broken what a release is judged for.

/** Which release of Tidegate it belongs to, and where that was. */
export interface ChangeOfRelease {
  readonly pipeline: string;
  readonly release: string;
  readonly wave: number;
  readonly target: string;
}

export interface Change {
  readonly kind: 'change';
  /** The event's own: heard of twice, it is kept once. */
  readonly id: string;
  /** ISO 8601. */
  readonly at: string;
  readonly account: string;
  readonly region: string;
  /** What its beginning and its end have in common: `deployment d-7KQ2M9XPF`. */
  readonly operation: string;
  /** `done`: nobody says of it when it began and when it ended. */
  readonly phase: 'begun' | 'ended' | 'done';
  /** What a person reads: `stack shop-network UPDATE_COMPLETE`. */
  readonly what: string;
  /** What it touches, in the words of the judge's nodes: `lambda checkout`, `ecs shop/payments`. */
  readonly nodes: readonly string[];
  readonly ofRelease?: ChangeOfRelease;
}

/** How long a change is kept: long enough to ask after a release of last week, short enough to stay small. */
export const CHANGE_DAYS = 14;

/** A deployment group as a node: what CodeDeploy says of a deployment names nothing else. */
export function deploymentGroupNode(application: string, deploymentGroup: string): string {
  return `codedeploy ${application}/${deploymentGroup}`;
}
