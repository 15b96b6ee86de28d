"""What is asked: sources meet the network here, and nowhere else."""
