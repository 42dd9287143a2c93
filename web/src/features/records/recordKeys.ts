/** The cached answers that a new or amended document of a patient makes old. */
export function recordKeys(patientId: string): readonly (readonly unknown[])[] {
  const ofPatient = { params: { path: { patient_id: patientId } } };
  return [
    ["get", "/api/patients/{patient_id}", ofPatient],
    ["get", "/api/patients/{patient_id}/timeline", ofPatient],
    ["get", "/api/patients/{patient_id}/documents/{kind}/{document_id}", ofPatient],
    ["get", "/api/patients/{patient_id}/documents/{kind}/{document_id}/versions", ofPatient],
  ];
}
