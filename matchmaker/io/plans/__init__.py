"""The folder of plans: versions, plan.json, what a plan was made from."""
