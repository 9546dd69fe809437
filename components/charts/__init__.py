"""The chart catalogue. No Streamlit in here: a chart is a function of the snapshot and its parameters."""
