// What of a running account could be a service: read by `aws/inventory.ts`, proposed from by `init`.

export interface AccountGroup {
  readonly application: string;
  readonly name: string;
  /** CodeDeploy's: Lambda, Server or ECS. */
  readonly platform: string;
  readonly alarms: readonly string[];
  readonly autoScalingGroups: readonly string[];
  /** What its last good deployment was told. */
  readonly appSpec?: string;
}

/** A service of ECS. */
export interface AccountService {
  readonly cluster: string;
  readonly service: string;
  /** `ECS`, or who else deploys to it. */
  readonly controller: string;
  readonly strategy: 'rolling' | 'canary';
}

export interface AccountFunction {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly isImage?: true;
}

export interface AccountInventory {
  readonly account: string;
  readonly region: string;
  readonly groups: readonly AccountGroup[];
  readonly functions: readonly AccountFunction[];
  readonly services: readonly AccountService[];
  readonly projects: readonly string[];
  /** With the values of the dimensions of what each watches. */
  readonly alarms: readonly { readonly name: string; readonly about: readonly string[] }[];
}
