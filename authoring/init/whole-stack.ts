// A stack as a target of its own: where nothing in it is deployed to by itself, its template is what a release brings.

import { basename } from 'node:path';
import type { Template } from '../cloudformation/read-template.ts';
import type { Bare } from './deployables.ts';
import type { Capability, WholeStack } from './discovery.ts';

/** Undefined where there is nothing in it. */
export function wholeStackOf(template: Template, name: string | undefined): Bare | undefined {
  const ids = [...template.resources.keys()];
  if (ids.length === 0) return undefined;
  const stack: WholeStack = {
    name,
    template: pathOf(template),
    capabilities: capabilitiesOf(template),
  };
  const id = name ?? basename(template.fileName).replace(/\..*$/, '');
  return { deployable: { id, kind: 'stack', stack, isDeployed: true }, owner: ids };
}

/** Where a build usually puts it: the CDK’s in `cdk.out`; Serverless writes one of its own. */
function pathOf({ fileName }: Template): string {
  const name = basename(fileName);
  if (/^serverless[\w.-]*\.(ya?ml|json)$/.test(name))
    return 'cloudformation-template-update-stack.json';
  return /\.template\.json$/.test(name) ? `cdk.out/${name}` : name;
}

/** SAM makes roles of what it is not told of. */
function capabilitiesOf(template: Template): Capability[] {
  const ofSam: Capability[] = template.isSam ? ['CAPABILITY_AUTO_EXPAND'] : [];
  const own = [...template.resources.values()].filter(({ type }) => type.startsWith('AWS::IAM::'));
  if (own.length === 0 && !template.isSam) return [];
  const isNamed = own.some(({ properties }) => Object.keys(properties).some(isName));
  return [isNamed ? 'CAPABILITY_NAMED_IAM' : 'CAPABILITY_IAM', ...ofSam];
}

function isName(property: string): boolean {
  return /^(Role|User|Group|ManagedPolicy|InstanceProfile)Name$/.test(property);
}
