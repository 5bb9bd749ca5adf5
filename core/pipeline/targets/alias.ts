// An alias of a Lambda function that Tidegate itself shifts. It is written under `lambda`, without a group.

export interface AliasFields {
  readonly function: string;
  readonly alias: string;
  /** Its image, by its name in what the build says; absent where it gets the artifact itself. */
  readonly image?: string | undefined;
  readonly application?: undefined;
  readonly deploymentGroup?: undefined;
}
