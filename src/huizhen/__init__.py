"""Huizhen (会诊): remote consultations for a chain of clinics. One package for headquarters and store nodes."""
