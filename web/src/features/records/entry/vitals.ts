/**
 * The vital signs of one measuring, filed together or not at all.
 * Codes: LOINC; the server knows units and plausible limits.
 */

export interface VitalField {
  /** The form's name of it. */
  name: string;
  code: string;
  /** UCUM. */
  unit: string;
}

export const SYSTOLIC = "systolic";
export const DIASTOLIC = "diastolic";

export const VITALS: readonly VitalField[] = [
  { name: SYSTOLIC, code: "8480-6", unit: "mm[Hg]" },
  { name: DIASTOLIC, code: "8462-4", unit: "mm[Hg]" },
  { name: "temperature", code: "8310-5", unit: "Cel" },
  { name: "heart_rate", code: "8867-4", unit: "/min" },
  { name: "respiratory_rate", code: "9279-1", unit: "/min" },
  { name: "oxygen_saturation", code: "59408-5", unit: "%" },
  { name: "capillary_glucose", code: "14743-9", unit: "mmol/L" },
  { name: "pain_score", code: "72514-3", unit: "{score}" },
  { name: "body_height", code: "8302-2", unit: "cm" },
  { name: "body_weight", code: "29463-7", unit: "kg" },
];

export type VitalValues = Record<string, string | undefined>;

export interface Sign {
  code: string;
  value: string;
}

const NUMBER = /^\d{1,4}(\.\d{1,3})?$/;

export function isNumber(typed: string): boolean {
  return NUMBER.test(typed);
}

/** `36,5` and full-width digits are typed in haste and mean `36.5`. */
export function plainNumber(typed: string): string {
  return typed.normalize("NFKC").trim().replaceAll(/[,\u3002]/g, ".");
}

/** What was filled in, in the order of the form; an empty field is not a measurement. */
export function measured(values: VitalValues): { name: string; sign: Sign }[] {
  return VITALS.flatMap(({ name, code }) => {
    const value = plainNumber(values[name] ?? "");
    return value === "" ? [] : [{ name, sign: { code, value } }];
  });
}

/** One half of a blood pressure is not a blood pressure: the name of the half that is missing. */
export function halfPressure(values: VitalValues): string | null {
  if (values[SYSTOLIC]?.trim() && !values[DIASTOLIC]?.trim()) return DIASTOLIC;
  if (values[DIASTOLIC]?.trim() && !values[SYSTOLIC]?.trim()) return SYSTOLIC;
  return null;
}
