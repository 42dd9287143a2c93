/** The form names under which the server keeps what is typed here. */
export const REGISTRATION = "registration";
