// What a target needs before anything can be released to it, and somebody must have made.

/** A resource of CloudFormation. */
export interface NeededResource {
  readonly Type: string;
  readonly DeletionPolicy?: 'Retain';
  readonly UpdateReplacePolicy?: 'Retain';
  readonly UpdatePolicy?: Readonly<Record<string, unknown>>;
  readonly Properties: Readonly<Record<string, unknown>>;
}

export interface Need {
  /** By logical id: the same for the same thing, so that what two targets share is made once. */
  readonly resources: Readonly<Record<string, NeededResource>>;
  /** What must be there already, and bears the tag without which Tidegate may not change it. */
  readonly function?: string;
  /** The same in CDK: statements in which `stack` is the stack, and `code` the function. */
  readonly cdk: string;
  /** What a person has to do besides. */
  readonly remarks: readonly string[];
}

export interface Naming {
  /** How a function is named: by its name, or by the resource of it that is beside. */
  readonly functionNamed: (name: string) => unknown;
  /** The stage of Tidegate that may change the function: the value of its tag. */
  readonly tag: string;
}
