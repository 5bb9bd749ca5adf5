// What a task token waits for. A wait is registered before the thing it waits for is read.

interface Waiting {
  readonly token: string;
  readonly pipeline: string;
  readonly release: string;
  readonly wave: number;
}

export interface AlarmName {
  readonly account: string;
  readonly region: string;
  readonly name: string;
}

export interface GateWait extends Waiting {
  readonly kind: 'gate';
  readonly alarms: readonly AlarmName[];
}

export interface DeploymentWait extends Waiting {
  readonly kind: 'deployment';
  readonly target: string;
  readonly account: string;
  readonly region: string;
  readonly deployment: string;
}

export interface TestWait extends Waiting {
  readonly kind: 'test';
  readonly test: string;
  readonly build: string;
}

export interface BakeWait extends Waiting {
  readonly kind: 'bake';
  readonly alarms: readonly AlarmName[];
  /** No further look is due after this one: it must decide. */
  readonly lastLook: boolean;
}

export type Wait = GateWait | DeploymentWait | TestWait | BakeWait;

/** A wait's key in the table begins with what wakes it, so that an event finds it without a search. */
export function waitKey(wait: Wait): { pk: string; sk: string } {
  return { pk: 'waits', sk: subjectOf(wait) };
}

export function deploymentSubject(account: string, region: string, deployment: string): string {
  return `deployment#${account}#${region}#${deployment}`;
}

export function testSubject(build: string): string {
  return `test#${build}`;
}

function subjectOf(wait: Wait): string {
  switch (wait.kind) {
    case 'gate':
    case 'bake':
      return `${wait.kind}#${wait.release}#${wait.wave}`;
    case 'deployment':
      return deploymentSubject(wait.account, wait.region, wait.deployment);
    case 'test':
      return testSubject(wait.build);
  }
}
