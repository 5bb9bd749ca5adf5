// The page of all permissions: each, on what, who has it, why.

import * as z from 'zod';
import { readPackage } from '../../simulation/stack/packaged.ts';
import { isObject, type Template } from '../../simulation/stack/template.ts';
import { WHY } from './why.ts';

const statement = z.object({
  Effect: z.enum(['Allow', 'Deny']),
  Action: z.union([z.string(), z.array(z.string())]),
  Resource: z.unknown(),
  Condition: z.unknown().optional(),
});

const role = z.object({
  Policies: z.array(z.object({ PolicyDocument: z.object({ Statement: z.array(z.unknown()) }) })),
});

interface Granted {
  readonly action: string;
  readonly on: string;
  readonly who: string;
}

const HEAD = `# Permissions

Each permission that Tidegate has in its own account, on what, who has it, and why. Made from the packaged template by
\`npm run permissions\`; a test holds that it is current, and another that the functions' code can reach each
(\`test/packaged/\`). In accounts that hold targets, it has what [aws-member-roles.yml](aws-member-roles.yml) grants.

\`*\` in a region's or a name's place is any. Where a resource is \`*\` alone, AWS knows no narrower one. What is named
alone is a parameter of the stack: \`ArtifactBuckets\`, \`ArtifactKey\`.
`;

export function permissionsPage(): string {
  const granted = grantedIn(readPackage().template);
  const byAction = Map.groupBy(granted, ({ action }) => action);
  const sections = [...byAction.keys()].toSorted().map((action) => {
    const why = WHY[action];
    if (why === undefined)
      throw new Error(`Expected scripts/permissions/why.ts to say why of ${action}, got nothing.`);
    const byResource = Map.groupBy(byAction.get(action) ?? [], ({ on }) => on);
    const rows = [...byResource].map(([on, all]) => {
      const who = [...new Set(all.map((each) => each.who))].toSorted();
      return `| ${who.join(', ')} | ${on} |`;
    });
    return [`## ${action}`, '', why, '', '| who | on |', '|---|---|', ...rows].join('\n');
  });
  return `${[HEAD, ...sections].join('\n\n').replace('\n\n\n', '\n\n')}\n`;
}

function grantedIn({ Resources }: Template): Granted[] {
  return Object.entries(Resources).flatMap(([id, { Type, Properties }]) => {
    if (Type !== 'AWS::IAM::Role') return [];
    const { Policies } = role.parse(Properties);
    const all = Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement).map(optional);
    return all
      .filter(({ Effect }) => Effect === 'Allow')
      .flatMap(({ Action, Resource, Condition }) =>
        [Action].flat().flatMap((action) =>
          resourcesOf(Resource).map((on) => ({
            action,
            on: `\`${on}\`${Condition ? ', whose tag `tidegate` names the stage' : ''}${exceptOf(all, action)}`,
            who: id.replace(/Role$/, ''),
          })),
        ),
      );
  });
}

/** What of it is denied to the same role. */
function exceptOf(all: readonly z.output<typeof statement>[], action: string): string {
  const denied = all.filter(
    ({ Effect, Action }) => Effect === 'Deny' && [Action].flat().includes(action),
  );
  const names = denied.flatMap(({ Resource }) => resourcesOf(Resource));
  return names.length === 0 ? '' : `, but for \`${names.join('`, `')}\``;
}

/** One that is there only on a condition is told as if it were. */
function optional(given: unknown) {
  const chosen = isObject(given) ? given['Fn::If'] : undefined;
  return statement.parse(Array.isArray(chosen) ? chosen[1] : given);
}

function resourcesOf(resource: unknown): string[] {
  return Array.isArray(resource) ? resource.map(resourceText) : [resourceText(resource)];
}

function resourceText(resource: unknown): string {
  if (!isObject(resource)) return String(resource);
  const { Ref, 'Fn::Sub': sub, 'Fn::GetAtt': attribute, 'Fn::Split': split } = resource;
  // Of each in a list that a parameter gives.
  if (Array.isArray(split)) return 'ArtifactBuckets/*';
  const text = sub ?? Ref ?? (Array.isArray(attribute) ? attribute.join('.') : undefined);
  return String(text ?? JSON.stringify(resource)).replaceAll(
    /log-group:\/aws\/lambda\/[\w-]+/g,
    'log-group:its own',
  );
}
