// Who gives a command: taken from the signature, as API Gateway tells it, and never from what was sent.

export interface Person {
  /** As IAM names whoever has signed: `arn:aws:sts::111122223333:assumed-role/Developers/ada@example.com`. */
  readonly arn: string;
  /** What is granted something: the user, or the role of a session, `arn:aws:iam::111122223333:role/Developers`. */
  readonly principal: string;
  /** What a person would call them: `ada@example.com (Developers)`. */
  readonly name: string;
}

const SESSION = /^arn:([\w-]+):sts::(\d{12}):assumed-role\/([^/]+)\/(.+)$/;
const FEDERATED = /^arn:[\w-]+:sts::\d{12}:federated-user\/(.+)$/;
const USER = /^arn:[\w-]+:iam::\d{12}:user\/(?:.*\/)?([^/]+)$/;
const ROOT = /^arn:[\w-]+:iam::(\d{12}):root$/;

/**
 * The person behind the ARN of a caller; undefined where that names nobody.
 *
 *     arn:aws:sts::111122223333:assumed-role/Developers/ada   →  ada (Developers), as the role Developers
 *     arn:aws:iam::111122223333:user/team/ada                 →  ada
 *     arn:aws:iam::111122223333:root                          →  the root user of 111122223333
 */
export function personOf(arn: string): Person | undefined {
  const [, partition, account, role, session] = SESSION.exec(arn) ?? [];
  if (session !== undefined)
    return {
      arn,
      principal: `arn:${partition}:iam::${account}:role/${role}`,
      name: `${session} (${setOf(role ?? '')})`,
    };
  const [, root] = ROOT.exec(arn) ?? [];
  if (root !== undefined) return { arn, principal: arn, name: `the root user of ${root}` };
  const [, named] = USER.exec(arn) ?? FEDERATED.exec(arn) ?? [];
  return named === undefined ? undefined : { arn, principal: arn, name: named };
}

/** Identity Center calls the role of a permission set `AWSReservedSSO_NAME_` and sixteen digits. */
function setOf(role: string): string {
  return /^AWSReservedSSO_(.+)_[0-9a-f]{16}$/.exec(role)?.[1] ?? role;
}

/** What a person would call whoever has that ARN; in the console an execution is all that is known. */
export function whoIs(arn: string): string {
  const [, execution] = /:execution:[^:]+:(.+)$/.exec(arn) ?? [];
  return execution ? `whoever started execution ${execution}` : (personOf(arn)?.name ?? arn);
}
