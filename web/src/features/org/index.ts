/** Words for what `org` owns on the server: roles at places of the organisation tree. */
import { useTranslation } from "react-i18next";

export function useRoleName(): (role: string) => string {
  const { t } = useTranslation("org");
  return (role) => t(`role.${role}`, { defaultValue: role });
}
