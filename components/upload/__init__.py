"""Files a visitor brings: parsed and validated without trust, for this visit only. No Streamlit in here."""
