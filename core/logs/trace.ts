// A trace that may be of a revision: which it is, and which of them a person should look at first.

export interface FoundTrace {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly seconds: number;
  /** How it went wrong, the worst of it. */
  readonly bad?: 'fault' | 'throttle' | 'error';
  readonly url?: string;
  /** The ARNs of what it went through. */
  readonly resources: readonly string[];
}

/**
 * Whether a trace through a function is of one version of it. Lambda names the version in a trace only where it was
 * called by it; by an alias, all are of what the alias has once all of its traffic goes there.
 *
 *     through shop:7, of version 7                     →  ours
 *     through shop:6                                   →  others
 *     through shop:live, after all traffic had moved   →  ours
 *     through shop:live, while it moved                →  unknown
 */
export function whoseTrace(
  { resources, at }: Pick<FoundTrace, 'resources' | 'at'>,
  {
    name,
    version,
    wholeSince,
  }: { readonly name: string; readonly version: string; readonly wholeSince: number | undefined },
): 'ours' | 'others' | 'unknown' {
  const qualifiers = resources.flatMap((arn) => {
    const [, function_, qualifier] = /:function:([^:]+)(?::([^:]+))?$/.exec(arn) ?? [];
    return function_ === name && qualifier !== undefined ? [qualifier] : [];
  });
  if (qualifiers.includes(version)) return 'ours';
  if (qualifiers.some((each) => /^\d+$/.test(each))) return 'others';
  return wholeSince !== undefined && at >= wholeSince ? 'ours' : 'unknown';
}

const WEIGHTS = { fault: 3, throttle: 2, error: 1, none: 0 } as const;

/** Those that failed first, then the slowest. */
export function worstFirst(traces: readonly FoundTrace[]): FoundTrace[] {
  const weight = ({ bad = 'none' }: { readonly bad?: keyof typeof WEIGHTS }) => WEIGHTS[bad];
  return [...traces].sort((a, b) => weight(b) - weight(a) || b.seconds - a.seconds || a.at - b.at);
}

/** Where a person looks at it. */
export function linkOfTrace(id: string, region: string): string {
  const console = region.startsWith('cn-') ? 'console.amazonaws.cn' : 'console.aws.amazon.com';
  return `https://${region}.${console}/cloudwatch/home?region=${region}#xray:traces/${id}`;
}
