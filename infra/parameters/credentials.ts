import { onOrOff } from "../../shared/runtime/readers";
import type { ParameterGroup } from "./parameter";

export const CREDENTIALS = {
  identityPool: {
    about: "whether people get AWS credentials for the files and items of their tenant",
    read: onOrOff,
  },
  guests: {
    about: "whether visitors without an account get credentials with which they read the public files",
    read: onOrOff,
  },
  operatorsRole: {
    about:
      "whether people of the pool's group `operators` get credentials with which they also write the public files",
    read: onOrOff,
  },
} satisfies ParameterGroup;
