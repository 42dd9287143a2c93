import { createLink } from "@tanstack/react-router";
import { Button, type ButtonProps } from "antd";

type Props = Omit<ButtonProps, "type"> & { tone?: "primary" };

/** The router keeps `type` of a link to itself, so the look has another name here. */
function LinkLook({ tone, ...link }: Props) {
  return <Button {...link} type={tone ?? "default"} />;
}

/** A link that looks like a button: one element, opened in a new tab like any other link. */
export const LinkButton = createLink(LinkLook);
