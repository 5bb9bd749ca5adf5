// Revisions as the world knows them: a name, and the bytes that their artifact has.

import { createHash } from 'node:crypto';
import type { EmbeddedAws } from '@tidegate/embedded-aws';
import { digestOfParts } from '../../core/part.ts';
import type { PipelineDefinition } from '../../core/pipeline/schema.ts';
import { partsOf } from '../../core/pipeline/source-schema.ts';
import type { TargetDefinition } from '../../core/pipeline/target-schema.ts';
import { type Archives, archivesOf, imagePlaceOf } from './archives.ts';

export interface Revisions {
  /** The artifact's content; the same name has the same bytes in every run. */
  contentOf(name: string): string;
  /** The images that it says; undefined where nothing of the world gets any. */
  imagesOf(name: string): Readonly<Record<string, string>> | undefined;
  /** The digests of the templates in it; undefined where no target is a stack. */
  templatesOf(name: string): Readonly<Record<string, string>> | undefined;
  commitOf(name: string): string;
  /** The name of what has this SHA-256, in hexadecimal digits. */
  nameOf(sha256: string): string | undefined;
  /** Says which commit a revision was last built of. */
  built(name: string, commit: string): void;
  /** The commit of a revision, or the one that a scenario calls so; undefined for what was not built yet. */
  builtOf(name: string): string | undefined;
  /** The revision that was built of a commit. */
  builtFrom(commit: string): string | undefined;
}

/** `parts` are those of each pipeline that has some. */
function revisions(archives?: Archives, parts: readonly (readonly string[])[] = []): Revisions {
  const names = new Map<string, string>();
  const commits = new Map<string, string>();
  /** Of whatever was built. */
  const all = new Set<string>();

  function contentOf(name: string): string {
    const content = archives?.archiveOf(name) ?? `the artifact of ${name}\n`;
    names.set(createHash('sha256').update(content).digest('hex'), name);
    return content;
  }

  /** Of several that are one, each by the name that its bytes have: `good`, or `bad+good`. */
  function nameOfParts(sha256: string): string | undefined {
    for (const its of parts)
      for (const combined of combinations(its, [...names])) {
        if (digestOfParts(combined.parts) !== `sha256:${sha256}`) continue;
        return [...new Set(combined.names)].join('+');
      }
    return undefined;
  }

  return {
    contentOf,
    imagesOf: (name) => archives?.imagesOf(name),
    templatesOf: (name) => archives?.templatesOf(name),
    commitOf: hashOf,
    nameOf: (sha256) => names.get(sha256) ?? nameOfParts(sha256),
    built: (name, commit) => {
      commits.set(name, commit);
      all.add(commit);
    },
    builtOf: (name) => commits.get(name) ?? (all.has(hashOf(name)) ? hashOf(name) : undefined),
    builtFrom: (commit) => [...commits].find(([, built]) => built === commit)?.[0],
  };
}

/** Those of a world, whose pipelines may be released in parts. */
export function revisionsIn(
  aws: EmbeddedAws,
  pipelines: readonly PipelineDefinition[],
  { targets, templates }: Pick<World, 'targets' | 'templates'>,
): Revisions {
  const archives = archivesOf(aws, targets, templates, imagePlaceOf(pipelines));
  return revisions(
    archives,
    pipelines.map(({ source }) => partsOf(source)).filter(({ length }) => length > 0),
  );
}

interface World {
  readonly targets: readonly TargetDefinition[];
  readonly templates: Parameters<typeof archivesOf>[2];
}

function hashOf(name: string): string {
  return createHash('sha1').update(name).digest('hex');
}

interface Combined {
  readonly parts: Readonly<Record<string, { readonly digest: string }>>;
  readonly names: readonly string[];
}

function combinations(
  [part, ...others]: readonly string[],
  named: readonly (readonly [string, string])[],
): Combined[] {
  if (part === undefined) return [{ parts: {}, names: [] }];
  const rest = combinations(others, named);
  return named.flatMap(([sha256, name]) =>
    rest.map(({ parts, names }) => ({
      parts: { [part]: { digest: `sha256:${sha256}` }, ...parts },
      names: [name, ...names],
    })),
  );
}
